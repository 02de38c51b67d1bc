using System;
using System.Collections.Generic;
using System.Text.Json;

namespace Spott.Fakes;

/// <summary>Where the names and values of a text of JSON stand, as far as it is JSON.</summary>
internal static class JsonSpans
{
    internal static List<(int Start, int Length, bool IsName)> Of(byte[] body)
    {
        List<(int, int, bool)> spans = [];
        Stack<int> open = [];
        Utf8JsonReader reader = new(body, new JsonReaderOptions { MaxDepth = 2000 });
        try
        {
            while (reader.Read())
            {
                int start = (int)reader.TokenStartIndex;
                if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                    open.Push(start);
                else if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
                    spans.Add((open.Peek(), (int)reader.BytesConsumed - open.Pop(), false));
                else if (reader.TokenType == JsonTokenType.PropertyName)
                    spans.Add((start, body.AsSpan(start, (int)reader.BytesConsumed - start).LastIndexOf((byte)'"') + 1, true));
                else
                    spans.Add((start, (int)reader.BytesConsumed - start, false));
            }
        }
        catch (JsonException)
        {
            // A mutant of a mutant: what stands before the damage is enough.
        }

        return spans;
    }
}
