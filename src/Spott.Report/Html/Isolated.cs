namespace Spott.Report.Html;

/// <summary>A text of the server within a sentence of ours: its direction, and marks of direction in it, end where it ends.</summary>
internal readonly struct Isolated(string text)
{
    internal string Text { get; } = text;
}
