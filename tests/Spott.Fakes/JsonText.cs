using System.Text.Encodings.Web;
using System.Text.Json;

namespace Spott.Fakes;

/// <summary>Escapes what JSON demands and no more, as JavaScript servers do: letters beyond ASCII go out as UTF-8.</summary>
internal static class JsonText
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Quote(object? value) => JsonSerializer.Serialize(value, Options);
}
