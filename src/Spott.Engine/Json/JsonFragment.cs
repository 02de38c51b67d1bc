using System.Text;
using System.Text.Json;

namespace Spott.Engine.Json;

/// <summary>The text of a value as it was sent, without what stands between its tokens.</summary>
internal static class JsonFragment
{
    /// <param name="reader">Stands on the value's first token; afterwards on its last.</param>
    internal static string Read(ref Utf8JsonReader reader)
    {
        StringBuilder text = new();
        int depth = 0;
        bool follows = false;
        while (true)
        {
            JsonTokenType token = reader.TokenType;
            bool isEnd = token is JsonTokenType.EndObject or JsonTokenType.EndArray;
            if (follows && !isEnd)
                text.Append(',');
            Append(text, ref reader);
            depth += isEnd ? -1 : token is JsonTokenType.StartObject or JsonTokenType.StartArray ? 1 : 0;
            follows = token is not (JsonTokenType.StartObject or JsonTokenType.StartArray or JsonTokenType.PropertyName);
            if (depth == 0 || !reader.Read())
                return text.ToString();
        }
    }

    private static void Append(StringBuilder text, ref Utf8JsonReader reader)
    {
        string value = JsonBody.Decode(reader.ValueSpan);
        _ = reader.TokenType switch
        {
            JsonTokenType.PropertyName => text.Append('"').Append(value).Append("\":"),
            JsonTokenType.String => text.Append('"').Append(value).Append('"'),
            _ => text.Append(value),
        };
    }
}
