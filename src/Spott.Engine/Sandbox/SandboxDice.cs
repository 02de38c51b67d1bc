namespace Spott.Engine.Sandbox;

/// <summary>One per property, so that the properties of an opportunity do not hang together.</summary>
internal enum Die
{
    Modified, Created, Millisecond, Company, Stage, CloseDate, HasTask, TaskDay, TaskTime, TaskText, ContactCount,
    FirstContact, Deal, Role, Description, Owner, FirstName, MiddleName, LastName, SecondLastName, JobTitle, Phone,
    FeeModel, HasSource, Source, Wait, IsOver, IsDeleted, Kind, Outcome, PersonWait,
    PersonKind, Rests, Rest,
}

/// <summary>
/// Chance that falls the same way every time: a number from an index, a die and which throw of it (the finalizer of SplitMix64).
/// </summary>
internal static class SandboxDice
{
    /// <param name="index">Whose die it is.</param>
    /// <param name="die">Which die.</param>
    /// <param name="sides">How many sides it has, 1 or more.</param>
    /// <param name="nth">Which throw of it, 0 for what was there from the start.</param>
    /// <returns>0 to <paramref name="sides"/> - 1, all as likely.</returns>
    public static int Roll(int index, Die die, int sides, int nth = 0) => (int)(((Mix(index, die, nth) >> 32) * (ulong)sides) >> 32);

    /// <returns>0 to <paramref name="sides"/> - 1, low ones more often: a few customers bring most of the business.</returns>
    public static int RollLow(int index, Die die, int sides)
    {
        ulong fraction = Mix(index, die, nth: 0) >> 32;
        return (int)((((fraction * fraction) >> 32) * (ulong)sides) >> 32);
    }

    public static T Pick<T>(int index, Die die, T[] values) => values[Roll(index, die, values.Length)];

    private static ulong Mix(int index, Die die, int nth)
    {
        unchecked
        {
            ulong z = (((ulong)nth << 40) | ((ulong)index << 8) | (ulong)die) * 0x9E3779B97F4A7C15 + 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
