using System;
using System.Collections.Generic;
using System.Management.Automation;

namespace Spott.Rows;

/// <summary>The cells of a stay in a stage, live or deserialized, in their order.</summary>
internal static class StageStayCells
{
    // A hundredth of a day is a quarter of an hour: no run is that exact.
    private const int Decimals = 2;

    internal static IEnumerable<(string Column, object? Cell)> Of(PSObject stay)
    {
        yield return Plain(nameof(StageStay.OpportunityId));
        yield return Plain(nameof(StageStay.OpportunityName));
        yield return Plain(nameof(StageStay.CompanyName));
        yield return Plain(nameof(StageStay.StageId));
        yield return Plain(nameof(StageStay.StageName));
        yield return Plain(nameof(StageStay.StageOrder));
        yield return Plain(nameof(StageStay.StageIsOpen));
        yield return Plain(nameof(StageStay.EnteredAt));
        yield return Plain(nameof(StageStay.EnteredNotBefore));
        yield return Plain(nameof(StageStay.LeftAt));
        yield return (nameof(StageStayRow.DurationDays), Days(FieldValue.Raw(stay, nameof(StageStay.Duration))));
        yield return Plain(nameof(StageStay.IsCurrent));
        yield return Plain(nameof(StageStay.IsEntryKnown));

        (string Column, object? Cell) Plain(string column) => (column, RowCell.Plain(stay, column));
    }

    private static decimal? Days(object? duration) =>
        duration is TimeSpan time ? FieldValue.Number(Math.Round((decimal)time.Ticks / TimeSpan.TicksPerDay, Decimals)) : null;
}
