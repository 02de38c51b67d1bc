using System;

namespace Spott.Errors;

/// <summary>What is wrong with an answer that is not what the API promises.</summary>
internal static class AnswerFaults
{
    private const string AskForLess = "ask for fewer items at a time, with a smaller -PageSize (limit in -Query)";

    internal static Fault NoJsonObject => NoPage("it is not a JSON object");

    internal static Fault NoItems => NoPage("it has no list of items");

    /// <param name="line">Where the JSON breaks, counted from 1.</param>
    /// <param name="position">The byte in that line, counted from 1.</param>
    internal static Fault InvalidJson(long line, long position) =>
        Protocol(FormattableString.Invariant($"it is not valid JSON (line {line}, byte {position})"));

    /// <summary>Status 304, which a cache gives to who has said that he knows the page; we have not.</summary>
    internal static Fault NotModified => Protocol(
        "it is 304, Not Modified, which the module did not ask for", "look for a cache or a proxy that answers instead of the API");

    /// <param name="limit">In bytes.</param>
    internal static Fault TooLarge(int limit) =>
        Protocol(FormattableString.Invariant($"its body is larger than {limit / (1024 * 1024)} MiB"), AskForLess);

    internal static Fault TooManyValues(int limit) =>
        Protocol(FormattableString.Invariant($"it holds more than {limit:N0} values"), AskForLess);

    /// <param name="id">The opportunity's, safe to show.</param>
    internal static Fault OtherCompany(string id) =>
        Protocol($"it holds the opportunity {id} of a company that was not asked for, so the server did not apply the filter");

    /// <param name="mayBeRepeated">Whether its text can be asked for once more.</param>
    internal static Fault NoObject(bool mayBeRepeated) => Protocol(
        "ConvertFrom-Json cannot make an object of it, perhaps because a name in it is empty, or because two names differ only in upper "
        + "and lower case",
        mayBeRepeated ? "use -Raw, which gives its text" : null);

    internal static Fault NoPagination => NoPage("it does not say whether there are more pages");

    /// <param name="field"><c>cursor</c> or <c>hasMore</c>.</param>
    internal static Fault UnexpectedPagination(string field) => Protocol($"its {field} has an unexpected type");

    internal static Fault CursorTooLong => Protocol("its cursor is too long to be sent back");

    internal static Fault NoCursor => Protocol("it says that there are more pages, but gives no cursor for the next one");

    internal static Fault CursorRepeated => Protocol("its cursor was used before in this run, and following it would never end");

    internal static Fault EndlesslyEmpty(int pages) =>
        Protocol($"{pages} pages in a row were empty, and it still says that there are more");

    private static Fault NoPage(string words) => new(FailureKind.Protocol, words) { IsNoPage = true };

    private static Fault Protocol(string words, string? remedy = null) => new(FailureKind.Protocol, words, remedy);
}
