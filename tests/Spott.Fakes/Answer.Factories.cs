using System;
using System.IO;
using System.IO.Compression;
using System.Text;

namespace Spott.Fakes;

/// <content>The answers that tests need by name.</content>
public sealed partial class Answer
{
    private const string JsonType = "application/json; charset=utf-8";

    /// <summary>200 with this text as it is.</summary>
    public static Answer Json(string json) => Json(200, json);

    /// <summary>Any status with this text as it is.</summary>
    public static Answer Json(int status, string json) => new(status, Encoding.UTF8.GetBytes(json), JsonType);

    /// <summary>200 with these bytes as they are, be they UTF-8 or not.</summary>
    public static Answer Bytes(byte[] body) => new(200, body, JsonType);

    /// <summary>200 with a text, another one so many times, and a third: large bodies that cost no more than their bytes.</summary>
    public static Answer Repeated(string before, string unit, int count, string after)
    {
        (byte[]? head, byte[]? middle, byte[]? tail) = (Encoding.UTF8.GetBytes(before), Encoding.UTF8.GetBytes(unit),
            Encoding.UTF8.GetBytes(after));
        byte[] body = new byte[head.Length + (middle.Length * count) + tail.Length];
        head.CopyTo(body, 0);
        for (int i = 0; i < count; i++)
            middle.CopyTo(body, head.Length + (i * middle.Length));
        tail.CopyTo(body, body.Length - tail.Length);
        return Bytes(body);
    }

    /// <summary>The last page: it has no cursor.</summary>
    public static Answer Page(string[] items) => Page(items, null, false);

    /// <summary>A page with another one after it.</summary>
    public static Answer Page(string[] items, string? cursor) => Page(items, cursor, !string.IsNullOrEmpty(cursor));

    /// <summary>A page; an empty cursor is written as null.</summary>
    public static Answer Page(string[] items, string? cursor, bool hasMore) => Json(OpportunityJson.Page(items, cursor, hasMore));

    /// <summary>The API's own error body.</summary>
    public static Answer Error(int status, string message, string requestId) =>
        ErrorBody(status, JsonText.Quote(message), requestId);

    /// <summary>The API's own error body with its message as an array of strings.</summary>
    public static Answer Errors(int status, string[] messages, string requestId) =>
        ErrorBody(status, JsonText.Quote(messages), requestId);

    /// <summary>What a gateway in front of the API answers.</summary>
    public static Answer Html(int status) => new(status,
        Encoding.UTF8.GetBytes(
            $"<html><head><title>{status}</title></head>\r\n<body><center><h1>{status} from the gateway</h1></center></body></html>"),
        "text/html");

    /// <summary>No body and no content type.</summary>
    public static Answer Empty(int status) => new(status, [], null);

    /// <summary>No answer: the fault is all there is.</summary>
    public static Answer Throw(TransportFault fault) => Empty(200).WithFault(fault);

    /// <summary>200 with the first half of a text, framed as if it were whole: no JSON.</summary>
    public static Answer Truncated(string json) => Truncated(Json(json));

    /// <summary>200 with the first half of another answer's body, framed as if it were whole.</summary>
    public static Answer Truncated(Answer whole) => whole.Copy(a => a.Body = a.Body[..(a.Body.Length / 2)]);

    /// <summary>200 with a body that is neither JSON nor text.</summary>
    public static Answer Garbage() => Bytes([0x00, 0xFF, 0xFE, 0x7B, 0x22, 0xC3, 0x28, 0x0D, 0x0A, 0x7F]);

    /// <summary>Never answers; ends with the client.</summary>
    public static Answer Hang() => Throw(TransportFault.Hang);

    /// <summary>Lets so much virtual time go by, then never answers: an attempt's timeout that is shorter strikes.</summary>
    public static Answer HangFor(FakeClock clock, TimeSpan virtualTime) => Hang().Taking(clock, virtualTime);

    /// <summary>200 whose body comes in pieces, each after a pause of real time.</summary>
    public static Answer SlowBody(string json, int pieces, TimeSpan pause) => SlowBody(Json(json), pieces, pause);

    /// <summary>Another answer whose body comes in pieces, each after a pause of real time.</summary>
    public static Answer SlowBody(Answer whole, int pieces, TimeSpan pause) =>
        whole.Copy(a => (a.Fault, a.Pieces, a.Pause) = (TransportFault.SlowBody, pieces, pause));

    /// <summary>200, compressed.</summary>
    public static Answer Gzip(string json) => Gzip(Json(json));

    /// <summary>Another answer, compressed.</summary>
    public static Answer Gzip(Answer whole)
    {
        ArgumentNullException.ThrowIfNull(whole);
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(whole.Body);
        return whole.Copy(a => a.Body = packed.ToArray()).WithHeader("Content-Encoding", "gzip");
    }

    /// <summary>200 that is a thousand times larger once decompressed: one string of so many MiB inside an item.</summary>
    public static Answer GzipBomb(int mebibytes)
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            byte[] block = new byte[1 << 20];
            Array.Fill(block, (byte)'a');
            gzip.Write("{\"items\":[{\"id\":\"bomb\",\"x\":\""u8);
            for (int i = 0; i < mebibytes; i++)
                gzip.Write(block);
            gzip.Write("\"}],\"pagination\":{\"cursor\":null,\"hasMore\":false}}"u8);
        }

        return Bytes(packed.ToArray()).WithHeader("Content-Encoding", "gzip");
    }

    private static Answer ErrorBody(int status, string message, string requestId)
    {
        string id = JsonText.Quote(requestId);
        return Json(status, $$"""{"status":0,"message":{{message}},"requestId":{{id}},"statusCode":{{status}},"error":"Error"}""");
    }
}
