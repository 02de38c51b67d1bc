using System;
using System.Collections.Generic;

namespace Spott.Ports;

/// <summary>Which people of a mirror are meant.</summary>
internal sealed class ContactQuery
{
    internal IReadOnlyCollection<string> Ids { get; set; } = Array.Empty<string>();

    /// <summary>Compared without regard to case and to spaces around; an address that a person once had counts.</summary>
    internal IReadOnlyCollection<string> Emails { get; set; } = Array.Empty<string>();
}

/// <summary>Who was found.</summary>
internal sealed class ContactMatches
{
    /// <summary>The mirror's own marks of the people, in one order; the same people have the same.</summary>
    internal List<string> Keys { get; } = new();

    /// <summary>What a person may know them by, one for each.</summary>
    internal List<string> Names { get; } = new();

    /// <summary>What was asked for and fits nobody, now or ever.</summary>
    internal List<string> Unknown { get; } = new();

    /// <summary>What was asked for and was erased before.</summary>
    internal List<string> Erased { get; } = new();
}

/// <summary>What became of an erasure.</summary>
internal sealed class ErasureOutcome
{
    /// <summary>Teams of present and past versions, values and lines of the change log that it was in.</summary>
    internal long Places { get; set; }

    /// <summary>Copies beside the mirror that the module had made of it and that were removed.</summary>
    internal int Copies { get; set; }
}
