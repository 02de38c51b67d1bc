namespace Spott.Bench;

/// <summary>The shipped reader and prefetch in a bare loop.</summary>
internal sealed class EngineReader : IPageReader
{
    public Task ReadAsync(Uri address, Action<int, int> pageRead) => throw new NotSupportedException();
}
