using System;
using System.Text;
using System.Text.Json;
using Spott.Errors;

namespace Spott.Engine.Json;

/// <summary>A whole body of JSON.</summary>
internal static class JsonBody
{
    /// <summary>Deep enough for any real value; a bomb of brackets ends with an error instead of our memory.</summary>
    internal static readonly JsonReaderOptions Options = new() { MaxDepth = 1024 };

    /// <exception cref="JsonException">It is no JSON.</exception>
    internal static void Check(ReadOnlySpan<byte> body)
    {
        Utf8JsonReader reader = new(ByteOrderMark.Skip(body), Options);
        while (reader.Read())
        {
        }
    }

    /// <summary>The text, with U+FFFD for bytes that are no UTF-8.</summary>
    internal static string Decode(ReadOnlySpan<byte> body) => Encoding.UTF8.GetString(body);

    /// <summary>What is wrong. A JsonException's own message quotes the server; where it was is enough.</summary>
    internal static Fault Fault(JsonException broken) => broken is PageException known
        ? known.Fault
        : AnswerFaults.InvalidJson(broken.LineNumber.GetValueOrDefault() + 1, broken.BytePositionInLine.GetValueOrDefault() + 1);
}
