using System;
using System.IO;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Threading;
using System.Threading.Tasks;

namespace Spott.Fakes;

/// <summary>One client's connection: reads a request, answers it, and so on until a fault or the client ends it.</summary>
internal sealed class LoopbackConnection(LoopbackServer server, Socket socket, CancellationToken stop) : IDisposable
{
    public async Task RunAsync()
    {
        try
        {
            socket.NoDelay = true;
            Stream stream = await OpenAsync().ConfigureAwait(false);
            HttpRequestReader reader = new(stream, server.BaseUri);
            while (await reader.ReadAsync(stop).ConfigureAwait(false) is { } request)
            {
                if (!await AnswerAsync(stream, request).ConfigureAwait(false))
                    break;
            }
        }
        catch (Exception e)
            when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException or AuthenticationException)
        {
            // The client or the server has gone; what that means for a request is recorded where it happens.
        }
        finally
        {
            socket.Dispose();
        }
    }

    public void Dispose() => Reset();

    private async Task<Stream> OpenAsync()
    {
        NetworkStream plain = new(socket, ownsSocket: false);
        if (server.Certificate is not { } certificate)
            return plain;
        SslStream tls = new(plain);
        await tls.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions { ServerCertificate = certificate }, stop).ConfigureAwait(false);
        return tls;
    }

    /// <summary>False when the connection is at its end.</summary>
    private async Task<bool> AnswerAsync(Stream stream, RecordedRequest request)
    {
        try
        {
            Answer answer = server.Respond(request);
            if (answer.HeldBy is { } gate)
                await UntilAsync(gate.WaitAsync(stop)).ConfigureAwait(false);
            answer.Clock?.Advance(answer.VirtualTime);
            await PauseAsync(server.Latency + answer.Delay).ConfigureAwait(false);
            return await PlayAsync(stream, answer).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            server.Requests.MarkCancelled(request);
            return false;
        }
    }

    private async Task<bool> PlayAsync(Stream stream, Answer answer)
    {
        switch (answer.Fault)
        {
            case TransportFault.Hang:
                await PauseAsync(Timeout.InfiniteTimeSpan).ConfigureAwait(false);
                return false;
            case TransportFault.ConnectionRefused or TransportFault.ResetBeforeHeaders:
                Reset();
                return false;
            case TransportFault.ClosedBeforeHeaders:
                return false;
            case TransportFault.NotHttp:
                await stream.WriteAsync("\u0016\u0003 220 mail.example.com ESMTP ready\r\n\r\n"u8.ToArray(), stop).ConfigureAwait(false);
                return false;
            case TransportFault.NameNotResolved or TransportFault.UntrustedCertificate:
                answer = Answer.Error(599, $"A loopback server cannot do {answer.Fault}.", "impossible");
                break;
        }

        await AnswerWriter.WriteAsync(stream, answer, PauseAsync, stop).ConfigureAwait(false);
        return await EndAsync(answer.Fault).ConfigureAwait(false);
    }

    private async Task<bool> EndAsync(TransportFault fault)
    {
        switch (fault)
        {
            case TransportFault.ResetInBody:
                // A reset overtakes what was sent: give the client time to have the headers.
                await Task.Delay(20, stop).ConfigureAwait(false);
                Reset();
                return false;
            case TransportFault.HangInBody:
                await PauseAsync(Timeout.InfiniteTimeSpan).ConfigureAwait(false);
                return false;
            case TransportFault.CutBody:
                return false;
            default:
                return true;
        }
    }

    private void Reset()
    {
        try
        {
            socket.LingerState = new LingerOption(true, 0);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Closed already.
        }

        socket.Dispose();
    }

    private Task PauseAsync(TimeSpan span) => span == TimeSpan.Zero ? Task.CompletedTask : UntilAsync(Task.Delay(span, stop));

    /// <summary>Waits, and throws as soon as the client has gone.</summary>
    private async Task UntilAsync(Task end)
    {
        while (await Task.WhenAny(end, Task.Delay(10, stop)).ConfigureAwait(false) != end)
        {
            stop.ThrowIfCancellationRequested();
            // Nobody sends a second request before the first is answered: whatever can be read is the end (of TLS too).
            if (socket.Poll(0, SelectMode.SelectRead))
                throw new IOException("The client has gone.");
        }

        await end.ConfigureAwait(false);
    }
}
