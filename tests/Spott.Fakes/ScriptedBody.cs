using System;
using System.IO;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace Spott.Fakes;

/// <summary>A body that is slow, ends too early, breaks or hangs on the way, as its answer says.</summary>
internal sealed class ScriptedBody(Answer answer, Action onCancelled) : Stream
{
    private int _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_position >= answer.BytesBeforeFault)
                return await EndAsync(cancellationToken).ConfigureAwait(false);
            int count = Math.Min(buffer.Length, answer.BytesBeforeFault - _position);
            if (answer.Fault == TransportFault.SlowBody)
            {
                await Task.Delay(answer.Pause, cancellationToken).ConfigureAwait(false);
                count = Math.Min(count, 1 + (answer.Body.Length / answer.Pieces));
            }

            answer.Body.AsMemory(_position, count).CopyTo(buffer);
            _position += count;
            return count;
        }
        catch (OperationCanceledException)
        {
            onCancelled();
            throw;
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        ReadAsync(buffer, offset, count, CancellationToken.None).GetAwaiter().GetResult();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private async Task<int> EndAsync(CancellationToken cancellationToken)
    {
        switch (answer.Fault)
        {
            case TransportFault.ResetInBody:
                throw ScriptedResponse.Reset();
            case TransportFault.CutBody:
                throw new HttpIOException(HttpRequestError.ResponseEnded, "The response ended prematurely.");
            case TransportFault.HangInBody:
                await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(false);
                return 0;
            default:
                return 0;
        }
    }
}
