using System;

namespace Spott.Errors;

/// <summary>Finds which name somebody may have meant.</summary>
internal static class Spelling
{
    private const int MostMistakes = 2;

    /// <summary>
    /// Whether one is a part of the other, or differs from it by one or two letters that are missing, added or others. Case says nothing.
    /// </summary>
    internal static bool IsAlike(string given, string name) =>
        name.IndexOf(given, StringComparison.OrdinalIgnoreCase) >= 0
        || (Math.Abs(given.Length - name.Length) <= MostMistakes
            && Mistakes(given.ToUpperInvariant(), name.ToUpperInvariant()) <= MostMistakes);

    // Levenshtein's distance, with one row of its table.
    private static int Mistakes(string one, string other)
    {
        int[] row = new int[other.Length + 1];
        for (int column = 0; column < row.Length; column++)
            row[column] = column;
        for (int line = 1; line <= one.Length; line++)
        {
            int diagonal = row[0];
            row[0] = line;
            for (int column = 1; column < row.Length; column++)
            {
                int replaced = diagonal + (one[line - 1] == other[column - 1] ? 0 : 1);
                diagonal = row[column];
                row[column] = Math.Min(replaced, Math.Min(row[column], row[column - 1]) + 1);
            }
        }

        return row[other.Length];
    }
}
