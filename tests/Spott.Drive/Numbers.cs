using System;
using System.Globalization;
using Spott.Records;

namespace Spott.Drive;

/// <summary>Writes numbers as query and rows do.</summary>
internal static class Numbers
{
    /// <summary>
    /// How many of so many numbers do not read back, and what becomes of a text that does not.
    /// .NET Framework makes such texts, Mono does not.
    /// </summary>
    internal static void Write(Order order, Facts facts)
    {
        Random random = new(order.Number("seed", 1));
        byte[] bits = new byte[8];
        int lost = 0;
        for (int left = order.Number("count", 10_000); left > 0; left--)
        {
            random.NextBytes(bits);
            double number = BitConverter.ToDouble(bits, 0);
            if (!double.IsNaN(number) && !double.Parse(NumberText.Of(number), CultureInfo.InvariantCulture).Equals(number))
                lost++;
        }

        facts["lost"] = lost;
        facts["mended"] = NumberText.Checked(0.84551240822557006, "0.84551240822557");
        facts["kept"] = NumberText.Checked(0.1, "0.1");
    }
}
