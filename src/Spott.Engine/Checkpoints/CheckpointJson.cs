using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Encodings.Web;
using System.Text.Json;
using Spott.Engine.Json;
using Spott.Errors;
using Spott.Ports;

namespace Spott.Engine.Checkpoints;

/// <summary>A checkpoint as a small text that people can read.</summary>
internal static class CheckpointJson
{
    private const int FormatVersion = 1;
    private const string ReadMoment = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'";

    // Nothing here is ever put into a page: what HTML minds would only make ids and addresses unreadable.
    private static readonly JsonWriterOptions Layout = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static byte[] Write(Checkpoint checkpoint)
    {
        using MemoryStream text = new();
        using (Utf8JsonWriter json = new(text, Layout))
        {
            json.WriteStartObject();
            json.WriteNumber("formatVersion", FormatVersion);
            json.WriteString("baseAddress", checkpoint.BaseAddress);
            json.WriteStartArray("companyIds");
            foreach (string id in checkpoint.CompanyIds)
                json.WriteStringValue(id);
            json.WriteEndArray();
            json.WriteString("keyFingerprint", checkpoint.KeyFingerprint);
            json.WriteString("watermark", UtcText.Of(checkpoint.Watermark));
            json.WriteString("completedAt", UtcText.Of(checkpoint.CompletedAt));
            json.WriteNumber("itemCount", checkpoint.ItemCount);
            json.WriteString("runId", checkpoint.RunId);
            json.WriteEndObject();
        }

        text.WriteByte((byte)'\n');
        return text.ToArray();
    }

    /// <exception cref="CheckpointException">It is no checkpoint, or one of a newer format.</exception>
    internal static Checkpoint Read(byte[] text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(ByteOrderMark.Skip(new ReadOnlyMemory<byte>(text)));
            return Read(document.RootElement);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException or FormatException or OverflowException)
        {
            throw CheckpointException.NotItsJson(broken);
        }
    }

    private static Checkpoint Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
            throw new FormatException("The root is no object.");
        long version = Member(root, "formatVersion").GetInt64();
        if (version > FormatVersion)
            throw CheckpointException.NewerFormat(version, FormatVersion);
        if (version < 1)
            throw new FormatException("There is no such format version.");

        return new Checkpoint
        {
            BaseAddress = Text(root, "baseAddress"),
            CompanyIds = Member(root, "companyIds").EnumerateArray().Select(Text).Distinct(StringComparer.Ordinal).OrderBy(
                id => id, StringComparer.Ordinal).ToArray(),
            KeyFingerprint = Text(root, "keyFingerprint"),
            Watermark = Moment(root, "watermark"),
            CompletedAt = Moment(root, "completedAt"),
            ItemCount = Member(root, "itemCount").GetInt64(),
            RunId = Text(root, "runId"),
        };
    }

    private static JsonElement Member(JsonElement root, string name) =>
        root.TryGetProperty(name, out JsonElement member) ? member : throw new FormatException($"'{name}' is missing.");

    private static string Text(JsonElement root, string name) => Text(Member(root, name));

    private static string Text(JsonElement value) =>
        value.GetString() is { Length: > 0 } text ? text : throw new FormatException("A text is empty.");

    private static DateTimeOffset Moment(JsonElement root, string name) =>
        DateTimeOffset.ParseExact(Text(root, name), ReadMoment, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
