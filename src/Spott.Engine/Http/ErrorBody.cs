using System;
using System.Collections.Generic;
using System.Text.Json;
using Spott.Engine.Json;

namespace Spott.Engine.Http;

/// <summary>What a failed answer says in its body: the API's JSON, or nothing where a gateway answered HTML.</summary>
internal sealed class ErrorBody
{
    /// <summary>Read of a body that is no page.</summary>
    internal const int ReadLimit = 64 * 1024;

    private bool _isWhole;
    private bool _hasItems;

    private ErrorBody()
    {
    }

    /// <summary>The message, several joined by "; "; null where there is none. Not safe to show yet.</summary>
    internal string? Message { get; private set; }

    /// <summary>The request id; null where there is none. Not safe to show yet.</summary>
    internal string? RequestId { get; private set; }

    /// <summary>The status that the body names, of an error or not; null where it names none.</summary>
    internal int? StatusCode { get; private set; }

    /// <summary>
    /// Whether it is an error although the answer's status is none: sound JSON that names an error's status, says why, and is no page.
    /// </summary>
    internal bool IsError => _isWhole && !_hasItems && StatusCode >= 400 && Message is not null;

    /// <summary>Reads what there is; of a body that is cut, or no JSON, what stands before.</summary>
    internal static ErrorBody Read(ReadOnlySpan<byte> body)
    {
        ErrorBody error = new();
        try
        {
            Utf8JsonReader reader = new(ByteOrderMark.Skip(body), new JsonReaderOptions { MaxDepth = 64 });
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return error;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                bool isMessage = JsonStrings.Is(ref reader, "message"u8);
                bool isRequestId = JsonStrings.Is(ref reader, "requestId"u8);
                bool isStatusCode = JsonStrings.Is(ref reader, "statusCode"u8);
                error._hasItems |= JsonStrings.Is(ref reader, "items"u8);
                reader.Read();
                if (isMessage)
                    error.Message = Messages(ref reader);
                else if (isRequestId && reader.TokenType == JsonTokenType.String)
                    error.RequestId = JsonStrings.Get(ref reader);
                else if (isStatusCode && reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out int status))
                    error.StatusCode = status;
                else
                    reader.Skip();
            }

            error._isWhole = !reader.Read();
        }
        catch (JsonException)
        {
            // Cut at the limit, or no JSON at all: what was read so far is still worth showing.
        }

        return error;
    }

    private static string? Messages(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String)
            return JsonStrings.Get(ref reader);
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return null;
        }

        List<string> messages = new();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.String)
                messages.Add(JsonStrings.Get(ref reader));
            else
                reader.Skip();
        }

        return string.Join("; ", messages);
    }
}
