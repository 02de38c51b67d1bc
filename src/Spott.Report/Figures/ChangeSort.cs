namespace Spott.Report.Figures;

/// <summary>What a change means for a pipeline. "Won or lost" is not in the API: what leaves the open stages may be either.</summary>
internal enum ChangeSort
{
    /// <summary>An opportunity that the mirror had not held before.</summary>
    Added,

    /// <summary>From one open stage to a later one.</summary>
    Forward,

    /// <summary>From one open stage to an earlier one.</summary>
    Back,

    /// <summary>From an open stage to one that is not.</summary>
    Left,

    /// <summary>From a stage that is not open back to an open one.</summary>
    Reopened,

    /// <summary>To another stage, of which the mirror does not know where it stands.</summary>
    Moved,

    /// <summary>Gone from the server.</summary>
    Deleted,

    /// <summary>There again.</summary>
    Restored,

    /// <summary>Any other property of an opportunity.</summary>
    Property,

    /// <summary>Of a contact, a company, a stage or an owner.</summary>
    OfOther,
}
