using System.Globalization;

namespace Spott.Records;

/// <summary>The shortest text of a number that reads back as the same number, whatever the culture.</summary>
internal static class NumberText
{
    internal static string Of(double number) => Checked(number, number.ToString("R", CultureInfo.InvariantCulture));

    internal static string Of(float number) => Checked(number, number.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>On x64, "R" of .NET Framework loses the last digit of some numbers; seventeen digits always read back.</summary>
    internal static string Checked(double number, string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double back) && back.Equals(number)
            ? text
            : number.ToString("G17", CultureInfo.InvariantCulture);

    private static string Checked(float number, string text) =>
        float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float back) && back.Equals(number)
            ? text
            : number.ToString("G9", CultureInfo.InvariantCulture);
}
