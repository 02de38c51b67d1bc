using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Spott.Engine.Sandbox;

/// <summary>The bodies of the answers, in UTF-8.</summary>
internal static class SandboxJson
{
    /// <summary>Letters as letters, as JavaScript servers write them; nobody puts these bodies into a web page.</summary>
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="data">What the items are made from.</param>
    /// <param name="opportunities">The items of this page.</param>
    /// <param name="cursor">Null on the last page.</param>
    public static ArraySegment<byte> Page(SandboxData data, IReadOnlyCollection<SandboxOpportunity> opportunities, string? cursor)
    {
        return Body(256 + opportunities.Count * 2048, writer =>
        {
            writer.WriteStartArray("items"u8);
            foreach (SandboxOpportunity opportunity in opportunities)
            {
                SandboxItem.Write(writer, data, opportunity);
                // Else the writer would hold the whole page a second time.
                writer.Flush();
            }
            writer.WriteEndArray();
            writer.WriteStartObject("pagination"u8);
            writer.WriteString("cursor"u8, cursor);
            writer.WriteBoolean("hasMore"u8, cursor is not null);
            writer.WriteEndObject();
        });
    }

    /// <summary>One opportunity by itself: the list's item without an envelope, and custom attributes, which the list lacks.</summary>
    public static ArraySegment<byte> One(SandboxData data, SandboxOpportunity opportunity) =>
        Bytes(4096, writer => SandboxItem.Write(writer, data, opportunity, SandboxAttributes.Write));

    /// <summary>The active users.</summary>
    public static ArraySegment<byte> Users(SandboxData data) => Body(2048, writer => SandboxUser.WriteActive(writer, data));

    public static ArraySegment<byte> Error(HttpStatusCode status, string message, string requestId) =>
        Error(status, writer => writer.WriteString("message"u8, message), requestId);

    /// <summary>Status 400, with all that is wrong at once.</summary>
    public static ArraySegment<byte> ValidationError(IEnumerable<string> problems, string requestId) =>
        Error(HttpStatusCode.BadRequest, writer =>
        {
            writer.WriteStartArray("message"u8);
            foreach (string problem in problems)
                writer.WriteStringValue(problem);
            writer.WriteEndArray();
        }, requestId);

    private static ArraySegment<byte> Error(HttpStatusCode status, Action<Utf8JsonWriter> message, string requestId) =>
        Body(512, writer =>
        {
            writer.WriteNumber("status"u8, 0);
            message(writer);
            writer.WriteString("requestId"u8, requestId);
            writer.WriteNumber("statusCode"u8, (int)status);
            writer.WriteString("error"u8, status switch
            {
                HttpStatusCode.Unauthorized => "Unauthorized",
                HttpStatusCode.NotFound => "Not Found",
                HttpStatusCode.MethodNotAllowed => "Method Not Allowed",
                _ => "Bad Request",
            });
        });

    private static ArraySegment<byte> Body(int capacity, Action<Utf8JsonWriter> members) => Bytes(capacity, writer =>
    {
        writer.WriteStartObject();
        members(writer);
        writer.WriteEndObject();
    });

    private static ArraySegment<byte> Bytes(int capacity, Action<Utf8JsonWriter> value)
    {
        MemoryStream bytes = new(capacity);
        using (Utf8JsonWriter writer = new(bytes, Options))
            value(writer);
        return new ArraySegment<byte>(bytes.GetBuffer(), 0, (int)bytes.Length);
    }
}
