using System;
using System.Globalization;
using System.Text;

namespace Spott.Engine;

/// <summary>The address of one page: what is sent, and the part of it that may be shown.</summary>
internal sealed class PageRequest
{
    private readonly StringBuilder _sent = new();
    private readonly StringBuilder _shown = new();

    /// <param name="baseUri">Ends in a slash.</param>
    /// <param name="query">The filters.</param>
    /// <param name="cursor">Null for the first page.</param>
    /// <param name="doubleSingleId">Send a lone company id twice: some servers read one value as a string and want an array.</param>
    internal PageRequest(Uri baseUri, OpportunityQuery query, string? cursor, bool doubleSingleId)
    {
        int limit = query.First < query.PageSize ? (int)query.First : query.PageSize;
        Add("limit", limit.ToString(CultureInfo.InvariantCulture), isShown: true);
        if (query.ModifiedSince is { } since)
            Add("modifiedSince", since.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture), isShown: true);
        foreach (string id in query.CompanyIds)
            Add("companyIds", id, isShown: false);
        if (doubleSingleId && query.CompanyIds.Count == 1)
            Add("companyIds", query.CompanyIds[0], isShown: false);
        if (cursor is not null)
            Add("cursor", cursor, isShown: false);

        Uri = new Uri(baseUri, "opportunities" + _sent);
        Shown = "GET " + Uri.AbsolutePath + _shown;
        Target = "GET " + baseUri + "opportunities";
    }

    internal Uri Uri { get; }

    /// <summary>Method, path, names of the parameters, and the values of those that tell nothing about people or accounts.</summary>
    internal string Shown { get; }

    internal string Target { get; }

    private void Add(string name, string value, bool isShown)
    {
        char separator = _sent.Length == 0 ? '?' : '&';
        _sent.Append(separator).Append(name).Append('=').Append(System.Uri.EscapeDataString(value));
        _shown.Append(separator).Append(name);
        if (isShown)
            _shown.Append('=').Append(value);
    }
}
