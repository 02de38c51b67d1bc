using Spott.Connections;
using Spott.Engine.Http;
using Spott.Ports;

namespace Spott.Engine;

/// <summary>Connecting, on the engine's side of the wall.</summary>
internal sealed class EngineConnections : ConnectionPort
{
    internal override void Prepare()
    {
#if NET
        HandlerWarmUp.Start();
#endif
    }

    internal override SpottApi Connect(ConnectionSettings settings) => new SpottClient(settings);
}
