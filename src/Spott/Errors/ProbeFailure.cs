namespace Spott.Errors;

/// <summary>A step on the way to the server, taken before anything is asked of it.</summary>
internal enum ProbeStep
{
    NameResolution,
    Tcp,
    Tls,
    Certificate,
}

/// <summary>The step that failed, and how, as a part of a sentence that is safe to show.</summary>
internal sealed class ProbeFailure
{
    internal ProbeFailure(ProbeStep step, string detail)
    {
        Step = step;
        Detail = detail;
    }

    internal ProbeStep Step { get; }

    internal string Detail { get; }
}
