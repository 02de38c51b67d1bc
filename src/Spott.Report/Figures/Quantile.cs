using System.Collections.Generic;

namespace Spott.Report.Figures;

/// <summary>Quantiles as spreadsheets have them (Excel's PERCENTILE.INC): between two values it lies in proportion.</summary>
internal static class Quantile
{
    /// <param name="ordered">Ascending; at least one.</param>
    /// <param name="share">0 to 1; 0.5 is the median.</param>
    internal static double Of(IReadOnlyList<double> ordered, double share)
    {
        double at = share * (ordered.Count - 1);
        int below = (int)at;
        return below + 1 < ordered.Count ? ordered[below] + (at - below) * (ordered[below + 1] - ordered[below]) : ordered[below];
    }
}
