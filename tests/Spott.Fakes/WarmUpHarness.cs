using System.Threading;
using System.Threading.Tasks;
using Spott.Engine.Http;

namespace Spott.Fakes;

/// <summary>Does what a first connect does beside its request. Works only in the engine's load context: see Get-EngineHarness.</summary>
public static class WarmUpHarness
{
    /// <summary>Sends the request that nobody gets. A failure of it is seen here alone: a connect goes on without it.</summary>
    public static Task SendToNobodyAsync() => HandlerWarmUp.RunAsync(CancellationToken.None);
}
