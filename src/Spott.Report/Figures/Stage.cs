using System.Globalization;

namespace Spott.Report.Figures;

/// <summary>A stage of the sales process, with how many stand in it.</summary>
internal sealed class Stage(string? id, string? name, decimal? order, bool? isOpen)
{
    /// <summary>Above this many open stages, neighbours share a shade.</summary>
    internal const int Shades = 8;

    internal string? Id { get; } = id;

    internal string Name { get; } = name ?? id ?? "no stage";

    internal decimal? Order { get; } = order;

    /// <summary>Null where the server does not say.</summary>
    internal bool? IsOpen { get; } = isOpen;

    /// <summary>Its place on the page, from 0.</summary>
    internal int Index { get; set; }

    /// <summary>Its colour, 1 to <see cref="Shades"/>: the further the stage, the stronger; 0 when it is not open.</summary>
    internal int Shade { get; set; }

    /// <summary>The colour's class of the style sheet.</summary>
    internal string ShadeClass => "q" + Shade.ToString(CultureInfo.InvariantCulture);

    internal int Count { get; set; }
}
