using System.Globalization;

namespace Spott.Errors;

/// <summary>Says how far a run had come when it failed, and how a later one goes on there.</summary>
internal static class ResumptionText
{
    /// <returns>Null when it was no page of a run that failed.</returns>
    internal static string? Of(SpottApiException e)
    {
        if (e.PageNumber == 0)
            return null;
        string page = e.PageNumber.ToString(CultureInfo.InvariantCulture);
        if (e.Resumption == Resumption.Mirror)
            return $"page {page} failed, so the mirror is as it was before this run, and the next one reads everything that this one was "
                + "to read";
        string items = e.ItemsWritten == 1
            ? "1 item was written"
            : e.ItemsWritten.ToString(CultureInfo.InvariantCulture) + " items were written";
        return $"{items} before page {page} failed{GoOn(e)}";
    }

    private static string GoOn(SpottApiException e)
    {
        if (e.IsCursorRefused)
            return string.Empty;
        bool hasCompanies = e.CompanyId.Count > 0;
        if (e.Cursor is null)
            return hasCompanies && e.ItemsWritten > 0
                ? ", and a later run goes on there with -CompanyId $Error[0].Exception.CompanyId"
                : string.Empty;
        string cursor = e.Resumption == Resumption.CursorInQuery
            ? "cursor = $Error[0].Exception.Cursor in -Query"
            : "-Cursor $Error[0].Exception.Cursor";
        string companies = !hasCompanies ? string.Empty
            : e.CompanyId.Count <= ApiLimits.MaxCompanyIds ? " and -CompanyId $Error[0].Exception.CompanyId"
            : $" and the first {ApiLimits.MaxCompanyIds} of $Error[0].Exception.CompanyId, then the other ids without -Cursor";
        return $", and a later run goes on there with {cursor}{companies}";
    }
}
