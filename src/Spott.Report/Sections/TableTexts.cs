namespace Spott.Report.Sections;

/// <summary>What stands above a big table.</summary>
internal sealed class TableTexts(string heading, string search)
{
    /// <summary>What it holds.</summary>
    internal string Heading { get; } = heading;

    /// <summary>Where the search looks.</summary>
    internal string Search { get; } = search;

    /// <summary>What must be known of it; null where nothing must.</summary>
    internal string? Note { get; set; }

    /// <summary>What it holds instead when a figure of the period before is chosen; null for a table that has no such rows.</summary>
    internal string? BeforeHeading { get; set; }

    /// <summary>What must be known of it then.</summary>
    internal string? BeforeNote { get; set; }
}
