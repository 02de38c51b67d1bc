namespace Spott.Engine.Sandbox;

/// <summary>The ways in which an API leaves a value out.</summary>
internal enum Gap
{
    /// <summary>The value is there.</summary>
    None,

    /// <summary><c>"owner":{"viewType":"opportunityOwner","owner":null}</c></summary>
    NullValue,

    /// <summary><c>"owner":null</c></summary>
    NullWrapper,

    /// <summary>No such field.</summary>
    Absent,
}

/// <summary>
/// Where the gaps are: each kind once in so many items, beginning half a period in. So the very first item is
/// whole (a first look shows every column) and the first fifty hold every kind.
/// </summary>
internal static class SandboxGaps
{
    public static Gap Description(int index) => Periodic(index, 6, 11, 13);

    public static Gap Company(int index) => Periodic(index, 29, 53, 67);

    public static Gap Owner(int index) => Periodic(index, 9, 37, 59);

    public static Gap CloseDate(int index) => Periodic(index, 8, 41, 43);

    public static Gap ClientTeam(int index) => Periodic(index, 23, 19, 31);

    /// <summary>For an opportunity without a next task.</summary>
    public static Gap NextTask(int index) =>
        Every(index, 5) ? Gap.Absent
        : Every(index, 7) ? Gap.NullWrapper
        : Gap.NullValue;

    /// <summary>A close date that is an object without a date in it.</summary>
    public static bool CloseDateTarget(int index) => Every(index, 17);

    public static bool ViewType(int index) => Every(index, 16);

    private static bool Every(int index, int period) => index % period == period / 2;

    private static Gap Periodic(int index, int nullValue, int nullWrapper, int absent) =>
        Every(index, absent) ? Gap.Absent
        : Every(index, nullWrapper) ? Gap.NullWrapper
        : Every(index, nullValue) ? Gap.NullValue
        : Gap.None;
}
