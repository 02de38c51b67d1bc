using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace Spott.Fakes;

/// <summary>Writes an answer as HTTP/1.1, as far as its fault lets it.</summary>
internal static class AnswerWriter
{
    public static async Task WriteAsync(Stream stream, Answer answer, Func<TimeSpan, Task> pause, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(Head(answer), cancellationToken).ConfigureAwait(false);
        bool slow = answer.Fault == TransportFault.SlowBody;
        int end = answer.BytesBeforeFault;
        int size = Math.Max(
            1, slow || answer.IsChunked ? 1 + (answer.Body.Length / Math.Max(answer.Pieces, answer.IsChunked ? 3 : 1)) : end);
        for (int position = 0; position < end; position += size)
        {
            if (slow)
                await pause(answer.Pause).ConfigureAwait(false);
            Memory<byte> piece = answer.Body.AsMemory(position, Math.Min(size, end - position));
            await WritePieceAsync(stream, piece, answer.IsChunked, cancellationToken).ConfigureAwait(false);
        }

        if (answer.IsChunked && end == answer.Body.Length)
            await stream.WriteAsync("0\r\n\r\n"u8.ToArray(), cancellationToken).ConfigureAwait(false);
        await stream.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private static async Task WritePieceAsync(Stream stream, ReadOnlyMemory<byte> piece, bool chunked, CancellationToken cancellationToken)
    {
        if (chunked)
            await stream.WriteAsync(
                Encoding.ASCII.GetBytes(
                    piece.Length.ToString("x", CultureInfo.InvariantCulture) + "\r\n"), cancellationToken).ConfigureAwait(false);
        await stream.WriteAsync(piece, cancellationToken).ConfigureAwait(false);
        if (chunked)
            await stream.WriteAsync("\r\n"u8.ToArray(), cancellationToken).ConfigureAwait(false);
    }

    private static byte[] Head(Answer answer)
    {
        StringBuilder head = new();
        head.Append(
            CultureInfo.InvariantCulture, $"HTTP/1.1 {answer.Status} {answer.Reason ?? (answer.Status == 200 ? "OK" : "Answer")}\r\n");
        foreach (KeyValuePair<string, string> header in answer.Headers)
            head.Append(CultureInfo.InvariantCulture, $"{header.Key}: {header.Value}\r\n");
        if (answer.IsChunked)
            head.Append("Transfer-Encoding: chunked\r\n");
        else if (answer.Status is not (204 or 304))
            head.Append(CultureInfo.InvariantCulture, $"Content-Length: {answer.Body.Length}\r\n");
        head.Append("\r\n");
        return Encoding.UTF8.GetBytes(head.ToString());
    }
}
