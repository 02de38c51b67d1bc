namespace Spott.Errors;

/// <summary>Why a path is refused: what in it could lead out of the base address, in any reading.</summary>
internal enum PathProblem
{
    Whitespace,
    QueryOrFragment,
    StrayPercent,
    EncodedSlash,
    NotUtf8,
    EncodedOverAndOver,
    Backslash,
    ControlCharacter,

    /// <summary>A colon or an @ in its first segment.</summary>
    Address,
    EmptySegment,
    DotSegment,
}
