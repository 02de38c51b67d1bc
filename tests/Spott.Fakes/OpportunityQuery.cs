using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;

namespace Spott.Fakes;

/// <summary>The parameters of one request, as strict as the strictest server seen.</summary>
internal sealed partial class OpportunityQuery
{
    // All that a careless client breaks: a plus, reserved characters, an escape that is none, a space, a letter beyond ASCII.
    private const string Hostile = "+/=?&%2F #ü;";
    private static readonly string[] Known = ["limit", "modifiedSince", "companyIds", "cursor"];
    private readonly List<string> _errors = [];
    private readonly string _filter;

    public OpportunityQuery(RecordedRequest request, bool strictArray)
    {
        _errors.AddRange(request.Query.Where(p => !Known.Contains(p.Key)).Select(p => $"property {p.Key} should not exist"));
        foreach (string? name in Known.Where(n => n != "companyIds" && request.Values(n).Length > 1))
            _errors.Add($"{name}: expected string, received array");
        Limit = ParseLimit(request.Value("limit"));
        ModifiedSince = ParseMoment(request.Value("modifiedSince"));
        CompanyIds = request.Values("companyIds");
        if (CompanyIds.Length > 20)
            _errors.Add("companyIds: at most 20");
        if (strictArray && CompanyIds.Length == 1)
            _errors.Add("companyIds: expected array, received string");
        // A cursor belongs to its filters; this server notices.
        _filter = request.Value("modifiedSince") + "|" + string.Join(',', CompanyIds);
        After = ParseCursor(request.Value("cursor"));
    }

    public IReadOnlyList<string> Errors => _errors;

    public int Limit { get; }

    public DateTimeOffset? ModifiedSince { get; }

    public string[] CompanyIds { get; }

    /// <summary>The index of the last item of the page before; 0 for the first page.</summary>
    public int After { get; }

    public string CursorAfter(int index) =>
        Hostile + Convert.ToBase64String(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{index}|{_filter}")));

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$", RegexOptions.CultureInvariant)]
    private static partial Regex MomentPattern();

    private int ParseLimit(string? text)
    {
        if (text is null)
            return 25;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int limit) && limit is >= 1 and <= 50)
            return limit;
        _errors.Add("limit must be between 1 and 50");
        return 25;
    }

    private DateTimeOffset? ParseMoment(string? text)
    {
        if (text is null)
            return null;
        if (MomentPattern().IsMatch(text)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset moment))
            return moment;
        _errors.Add("modifiedSince must be a valid ISO 8601 date string ending in Z");
        return null;
    }

    private int ParseCursor(string? text)
    {
        if (text is null)
            return 0;
        byte[] bytes = new byte[text.Length];
        if (text.StartsWith(Hostile, StringComparison.Ordinal)
            && Convert.TryFromBase64String(text[Hostile.Length..], bytes, out int length)
            && Encoding.UTF8.GetString(bytes, 0, length).Split('|', 2) is [string index, string was]
            && was == _filter)
            return int.Parse(index, CultureInfo.InvariantCulture);
        _errors.Add("cursor is not one of this query");
        return 0;
    }
}
