using System;
using System.Globalization;
using Spott.Engine.Http;
using Spott.Ports;

namespace Spott.Engine.Opportunities;

/// <summary>Makes the request for one page of opportunities.</summary>
internal static class OpportunityRequest
{
    /// <param name="endpoint">Without a query.</param>
    /// <param name="query">The filters.</param>
    /// <param name="cursor">Null for the first page.</param>
    /// <param name="sendLoneIdTwice">Send a lone company id twice: some servers read one value as a string and want an array.</param>
    internal static OutgoingRequest For(Uri endpoint, OpportunityQuery query, string? cursor, bool sendLoneIdTwice)
    {
        QueryText text = new();
        text.Add("limit", query.PageSize.ToString(CultureInfo.InvariantCulture));
        if (query.ModifiedSince is { } since)
            text.Add("modifiedSince", UtcText.Of(since));
        foreach (string id in query.CompanyIds)
            text.Add("companyIds", id);
        if (sendLoneIdTwice && query.CompanyIds.Count == 1)
            text.Add("companyIds", query.CompanyIds[0]);
        if (cursor is not null)
            text.Add("cursor", cursor);
        return new OutgoingRequest("GET", endpoint, text);
    }
}
