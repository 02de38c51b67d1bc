using System;
using System.Collections.Generic;
using System.Globalization;

namespace Spott.Engine.Sandbox;

/// <summary>The query string of one request, validated as the API validates it.</summary>
internal sealed class SandboxQuery
{
    private const int MaxCompanyIds = 20;

    private SandboxQuery(int limit, string? cursor, SandboxFilter filter)
    {
        Limit = limit;
        Cursor = cursor;
        Filter = filter;
    }

    /// <summary>Items per page, 1 to 50.</summary>
    public int Limit { get; }

    /// <summary>As it was sent, not yet checked; null on the first page.</summary>
    public string? Cursor { get; }

    public SandboxFilter Filter { get; }

    /// <param name="query">With or without its question mark, still percent-encoded.</param>
    /// <param name="problems">Gets one sentence per violation; when it got any, the result is not to be used.</param>
    public static SandboxQuery Parse(string query, ICollection<string> problems)
    {
        List<string> limits = [], cursors = [], dates = [], companies = [];
        foreach (string pair in query.TrimStart('?').Split('&'))
        {
            int equals = pair.IndexOf('=');
            string value = equals < 0 ? "" : Decode(pair.Substring(equals + 1));
            // Any other name is passed over in silence, `companyIds[]` included: common server stacks do just that.
            switch (Decode(equals < 0 ? pair : pair.Substring(0, equals)))
            {
                case "limit": limits.Add(value); break;
                case "cursor": cursors.Add(value); break;
                case "modifiedSince": dates.Add(value); break;
                case "companyIds": companies.Add(value); break;
            }
        }
        int limit = LimitOf(Single("limit", limits, problems), problems);
        DateTime? since = DateOf(Single("modifiedSince", dates, problems), problems);
        if (companies.Count > MaxCompanyIds)
            problems.Add("companyIds must contain no more than 20 elements");
        if (companies.Contains(""))
            problems.Add("each value in companyIds should not be empty");
        return new SandboxQuery(limit, Single("cursor", cursors, problems), new SandboxFilter(since, companies));
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    private static string? Single(string name, List<string> values, ICollection<string> problems)
    {
        if (values.Count > 1)
            problems.Add(name + " must be given once");
        return values.Count == 1 ? values[0] : null;
    }

    private static int LimitOf(string? text, ICollection<string> problems)
    {
        if (text is null)
            return 25;
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int limit))
            problems.Add("limit must be an integer number");
        else if (limit < 1)
            problems.Add("limit must not be less than 1");
        else if (limit > 50)
            problems.Add("limit must not be greater than 50");
        return limit;
    }

    private static DateTime? DateOf(string? text, ICollection<string> problems)
    {
        if (text is null)
            return null;
        const DateTimeStyles utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        // The format makes the fraction optional and would let its point stand alone.
        if (!text.EndsWith(".Z", StringComparison.Ordinal)
            && DateTime.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture, utc, out DateTime date))
            return date;
        problems.Add("modifiedSince must be an ISO 8601 date and time in UTC that ends in Z");
        return null;
    }
}
