using Spott.Connections;

namespace Spott.Ports;

/// <summary>
/// The wall, for connecting: what Spott.dll asks of Spott.Engine.dll. Only types of .NET and of this assembly cross it, so that no
/// package's type is ever seen by PowerShell.
/// </summary>
internal abstract class ConnectionPort
{
    internal static ConnectionPort Engine => ModuleLoader.Load<ConnectionPort>("Spott.Engine", "Spott.Engine.EngineConnections");

    /// <summary>
    /// Has another thread compile what a process's first request needs; to be called before the settings are known that it is made with.
    /// Does nothing when the process has compiled it already.
    /// </summary>
    internal abstract void Prepare();

    /// <summary>Builds the HTTP stack of one connection.</summary>
    /// <exception cref="SpottApiException">The transport is not safe.</exception>
    internal abstract SpottApi Connect(ConnectionSettings settings);
}
