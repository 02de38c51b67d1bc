namespace Spott.Records;

/// <summary>
/// What a client's team is made of, by whoever first asks for it. Most who read ten thousand opportunities ask for no person, and people
/// are a third of the reading.
/// </summary>
internal abstract class DeferredTeam
{
    /// <summary>Makes it; may be called by several threads at once.</summary>
    /// <param name="opportunity">Whose team it is.</param>
    internal abstract ValueList<Contact> Make(Opportunity opportunity);
}
