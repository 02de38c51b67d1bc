namespace Spott.Report.Html;

/// <summary>
/// What a figure shows of a table when it is clicked: the rows that have all of its marks. Figures of the same group take each other's
/// place, those of different groups narrow the table together.
/// </summary>
internal readonly struct Filter(string group, string marks, string label, string table = Filter.Records, bool isBefore = false)
{
    internal const string Records = "records";
    internal const string Changes = "changes";

    /// <summary>Whatever it is.</summary>
    internal static Filter All => new("open", string.Empty, "All opportunities");

    internal static Filter Open => new("open", Figures.Marks.Open, "Open");

    /// <summary>Those that are in a stage now.</summary>
    internal static Filter Of(Figures.Stage stage) => new("stage", Figures.Marks.Of(stage), "Stage: " + stage.Name);

    internal string Group { get; } = group;

    /// <summary>Separated by spaces, none for every row; see <see cref="Figures.Marks"/>.</summary>
    internal string Marks { get; } = marks;

    /// <summary>What the table says that it shows.</summary>
    internal string Label { get; } = label;

    /// <summary>Whose rows: the opportunities' or the changes'.</summary>
    internal string Table { get; } = table;

    /// <summary>Whether its rows are of the period before, which are hidden until then.</summary>
    internal bool IsBefore { get; } = isBefore;
}
