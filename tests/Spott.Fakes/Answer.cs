using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace Spott.Fakes;

/// <summary>What one request gets. Immutable: each <c>With…</c> gives a changed copy, so that one answer can be given many times.</summary>
public sealed partial class Answer
{
    private const string KeyPlaceholder = "{x-api-key}";

    private Answer(int status, byte[] body, string? contentType)
    {
        Status = status;
        Body = body;
        if (contentType is not null)
            Headers = [new("Content-Type", contentType)];
    }

    /// <summary>The HTTP status code.</summary>
    public int Status { get; private set; }

    /// <summary>What stands behind the status on the wire; null for the usual.</summary>
    public string? Reason { get; private set; }

    /// <summary>In the order in which they are sent; nothing is added but the framing of the body.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; private set; } = [];

    /// <summary>The bytes on the wire, compressed when the headers say so.</summary>
    public byte[] Body { get; private set; }

    /// <summary>What goes wrong below HTTP.</summary>
    public TransportFault Fault { get; private set; }

    /// <summary>Real time before the first byte of the answer.</summary>
    public TimeSpan Delay { get; private set; }

    /// <summary>Pieces of a slow body.</summary>
    public int Pieces { get; private set; } = 1;

    /// <summary>Real time before each piece of a slow body.</summary>
    public TimeSpan Pause { get; private set; }

    /// <summary>Sent without a Content-Length.</summary>
    public bool IsChunked { get; private set; }

    internal FakeClock? Clock { get; private set; }

    internal TimeSpan VirtualTime { get; private set; }

    internal Gate? HeldBy { get; private set; }

    /// <summary>How many bytes of the body are sent before the fault strikes.</summary>
    internal int BytesBeforeFault => Fault is TransportFault.ResetInBody or TransportFault.CutBody or TransportFault.HangInBody
        ? Body.Length / 2
        : Body.Length;

    /// <summary>The first value of one header; null when there is none.</summary>
    public string? Header(string name) =>
        Headers.Where(h => h.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(h => h.Value).FirstOrDefault();

    /// <summary>With one more header; an equal name stays beside it.</summary>
    public Answer WithHeader(string name, string value) => Copy(a => a.Headers = [.. a.Headers, new(name, value)]);

    /// <summary>With <c>Retry-After</c> in whole seconds.</summary>
    public Answer WithRetryAfter(int seconds) => WithHeader("Retry-After", seconds.ToString(CultureInfo.InvariantCulture));

    /// <summary>With <c>Retry-After</c> as an HTTP date.</summary>
    public Answer WithRetryAfter(DateTimeOffset moment) => WithHeader("Retry-After", HttpDate(moment));

    /// <summary>With a <c>Date</c> header.</summary>
    public Answer WithDate(DateTimeOffset moment) => WithHeader("Date", HttpDate(moment));

    /// <summary>With another status and the same body.</summary>
    public Answer WithStatus(int status) => Copy(a => a.Status = status);

    /// <summary>With a reason phrase of its own.</summary>
    public Answer WithReason(string reason) => Copy(a => a.Reason = reason);

    /// <summary>With a fault below HTTP.</summary>
    public Answer WithFault(TransportFault fault) => Copy(a => a.Fault = fault);

    /// <summary>With real time before the first byte.</summary>
    public Answer WithDelay(TimeSpan delay) => Copy(a => a.Delay = delay);

    /// <summary>In chunks, without a Content-Length.</summary>
    public Answer WithChunking() => Copy(a => a.IsChunked = true);

    /// <summary>Takes <paramref name="virtualTime"/> on the clock and none in reality: timeouts that it passes fire first.</summary>
    public Answer Taking(FakeClock clock, TimeSpan virtualTime) => Copy(a => (a.Clock, a.VirtualTime) = (clock, virtualTime));

    /// <summary>Held back until the gate is opened.</summary>
    public Answer HeldUntil(Gate gate) => Copy(a => a.HeldBy = gate);

    /// <summary>The bytes of the body as UTF-8.</summary>
    public override string ToString() => $"{Status} {Fault}: {Encoding.UTF8.GetString(Body)}";

    /// <summary>Puts the request's own key where the text says <c>{x-api-key}</c>: a server that echoes secrets.</summary>
    internal Answer For(RecordedRequest request)
    {
        bool inBody = Body.AsSpan().IndexOf("{x-api-key}"u8) >= 0;
        if (!inBody && !Headers.Any(h => h.Value.Contains(KeyPlaceholder, StringComparison.Ordinal)))
            return this;
        string Fill(string s) => s.Replace(KeyPlaceholder, request.ApiKey, StringComparison.Ordinal);
        return Copy(a =>
        {
            a.Headers = a.Headers.Select(h => new KeyValuePair<string, string>(h.Key, Fill(h.Value))).ToArray();
            a.Body = inBody ? Encoding.UTF8.GetBytes(Fill(Encoding.UTF8.GetString(Body))) : a.Body;
        });
    }

    private static string HttpDate(DateTimeOffset moment) => moment.ToUniversalTime().ToString("R", CultureInfo.InvariantCulture);

    private Answer Copy(Action<Answer> change)
    {
        Answer copy = (Answer)MemberwiseClone();
        change(copy);
        return copy;
    }
}
