namespace Spott.Fakes;

/// <summary>Decides what is answered; the same one serves a <see cref="ScriptedHandler"/> and a <see cref="LoopbackServer"/>.</summary>
public interface IResponder
{
    /// <summary>Called once a request, possibly from several threads at once.</summary>
    Answer Respond(RecordedRequest request);
}
