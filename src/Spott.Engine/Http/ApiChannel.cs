using System;
using Spott.Connections;
using Spott.Ports;

namespace Spott.Engine.Http;

/// <summary>What the requests of one connection have in common: where they go, with which key, and what carries them.</summary>
internal sealed class ApiChannel : IDisposable
{
    private readonly ConnectionSettings _settings;
    private readonly Lazy<ConnectionServices> _services;

    /// <param name="settings">The connection's.</param>
    /// <param name="time">Its clock, settled when the first request is made.</param>
    internal ApiChannel(ConnectionSettings settings, Func<TimeProvider> time)
    {
        _settings = settings;
        _services = new Lazy<ConnectionServices>(() => new ConnectionServices(settings, time()));
    }

    internal Uri BaseUri => _settings.BaseUri;

    /// <summary>Text of the server's with every echo of the key made unreadable.</summary>
    internal string Redact(string text) => _settings.ApiKey.Redact(text);

    /// <param name="request">What is to be sent.</param>
    /// <param name="run">What the run shares.</param>
    /// <param name="messages">Where to say what happens.</param>
    internal HttpExchange Begin(OutgoingRequest request, RunState run, RunMessages messages) =>
        new(_services.Value, request, run, messages);

    public void Dispose()
    {
        if (_services.IsValueCreated)
            _services.Value.Dispose();
    }
}
