namespace Spott.Fakes;

/// <summary>Comes between a healthy answer and the client.</summary>
public interface IFaultPlan
{
    /// <summary>Gives <paramref name="healthy"/> itself, or what the client gets in its place.</summary>
    Answer Disturb(RecordedRequest request, Answer healthy);
}
