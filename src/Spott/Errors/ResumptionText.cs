using System.Globalization;

namespace Spott.Errors;

/// <summary>
/// Says how far a run had come when it failed, and how a later one goes on there: in this session by what the error holds, and, as a
/// log is read the next morning, by what the sentence itself holds.
/// </summary>
internal static class ResumptionText
{
    private const int LongestShown = 300;

    /// <returns>Null when it was no page of a run that failed.</returns>
    internal static string? Of(SpottApiException e)
    {
        if (e.PageNumber == 0 || (e.IsOfNoPages && e.ItemsWritten == 0))
            return null;
        string page = e.PageNumber.ToString(CultureInfo.InvariantCulture);
        if (e.Resumption == Resumption.Mirror)
            return $"page {page} failed, so the mirror stays as it was, and the next run reads everything that this run was "
                + "to read";
        string items = e.ItemsWritten switch
        {
            0 => "no item was written",
            1 => "1 item was written",
            _ => e.ItemsWritten.ToString(CultureInfo.InvariantCulture) + " items were written",
        };
        // Of the first page nobody asks how many came before it.
        bool isAtBegin = e.ItemsWritten == 0 && e.PageNumber == 1;
        return items + (isAtBegin ? null : $" before page {page} failed") + GoOn(e);
    }

    private static string GoOn(SpottApiException e)
    {
        if (e.IsCursorRefused)
            return string.Empty;
        if (e.Resumption == Resumption.Checkpoint)
            return ", and the checkpoint did not move: run the same command again, nothing is lost";
        bool hasCompanies = e.CompanyId.Count > 0;
        if (e.Cursor is null)
            return hasCompanies && e.ItemsWritten > 0 ? GoOn("-CompanyId $Error[0].Exception.CompanyId", IdsOf(e)) : string.Empty;

        bool isParameter = e.Resumption == Resumption.CursorParameter;
        string cursor = isParameter ? "-Cursor $Error[0].Exception.Cursor" : "cursor = $Error[0].Exception.Cursor in -Query";
        string companies = !hasCompanies ? string.Empty
            : e.CompanyId.Count <= ApiLimits.MaxCompanyIds ? " and -CompanyId $Error[0].Exception.CompanyId"
            : $" and the first {ApiLimits.MaxCompanyIds} of $Error[0].Exception.CompanyId, then the other ids without -Cursor";
        string? literal = Quoted(e.ShownCursor);
        string? elsewhere = literal is null ? null : isParameter ? "-Cursor " + literal : $"cursor = {literal} in -Query";
        return GoOn(cursor + companies, hasCompanies && elsewhere is not null ? $"{elsewhere} and {IdsOf(e)}" : elsewhere);
    }

    private static string GoOn(string here, string? elsewhere) =>
        $", and in this session a later run continues there with {here}"
        + (elsewhere is null ? null : $", in another one with {elsewhere}");

    // Those that are left are the last of the list that was given.
    private static string IdsOf(SpottApiException e) =>
        Quoted(e.CompanyId[0]) is { } first ? $"the company ids from {first} on" : "the company ids that are left";

    /// <returns>Null for what had to be changed to be shown, and would not be what the server knows.</returns>
    private static string? Quoted(string? text) =>
        text is null || text.Length > LongestShown || ConsoleText.Harmless(text) != text ? null : "'" + text.Replace("'", "''") + "'";
}
