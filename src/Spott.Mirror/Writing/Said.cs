namespace Spott.Mirror.Writing;

/// <summary>The numbers of something that an item says of a stage, company, owner or contact.</summary>
/// <param name="Sid">Of whom it is said; null for what has no id.</param>
/// <param name="Vid">What is said.</param>
internal readonly record struct Said(long? Sid, long Vid);
