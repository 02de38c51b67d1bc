using System.Globalization;

namespace Spott.Errors;

/// <summary>A number of things as a sentence has it: <c>1 item</c>, <c>2 items</c>.</summary>
internal static class CountText
{
    /// <summary>Whatever the culture: for errors and logs.</summary>
    internal static string Of(long number, string one, string many) =>
        number.ToString(CultureInfo.InvariantCulture) + " " + (number == 1 ? one : many);

    /// <summary>As the session's culture writes numbers: for the screen.</summary>
    internal static string InCulture(long number, string one, string many) =>
        number.ToString("N0", CultureInfo.CurrentCulture) + " " + (number == 1 ? one : many);
}
