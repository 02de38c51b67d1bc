using System;
using System.Collections.Generic;
using System.Linq;

namespace Spott.Fakes;

/// <summary>One request as it was sent.</summary>
public sealed class RecordedRequest
{
    /// <summary>Keeps a request; <paramref name="uri"/> is absolute.</summary>
    public RecordedRequest(string method, Uri uri, IDictionary<string, string> headers, string body)
    {
        ArgumentNullException.ThrowIfNull(uri);
        Method = method;
        Uri = uri;
        // Uri.Query is what HttpClient puts on the wire; it normalizes nothing that was escaped.
        RawQuery = uri.Query.Length > 0 ? uri.Query[1..] : string.Empty;
        Query = Decode(RawQuery);
        Headers = new Dictionary<string, string>(headers, StringComparer.OrdinalIgnoreCase);
        Body = body;
    }

    /// <summary>1 for the first request of a <see cref="RequestLog"/>.</summary>
    public int Number { get; internal set; }

    /// <summary>Upper case.</summary>
    public string Method { get; }

    /// <summary>Absolute, as sent.</summary>
    public Uri Uri { get; }

    /// <summary>Percent-encoded, without the query.</summary>
    public string Path => Uri.AbsolutePath;

    /// <summary>Exactly as sent, without the question mark; empty when there is none.</summary>
    public string RawQuery { get; }

    /// <summary>Decoded as servers do it (a plus is a space), in the order sent.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Query { get; }

    /// <summary>Names in any case; several values of one name are joined by a comma.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>Empty when there is none.</summary>
    public string Body { get; }

    /// <summary>Real time, UTC.</summary>
    public DateTimeOffset Time { get; } = DateTimeOffset.UtcNow;

    /// <summary>The header x-api-key.</summary>
    public string? ApiKey => Header("x-api-key");

    /// <summary>The header User-Agent.</summary>
    public string? UserAgent => Header("User-Agent");

    /// <summary>What was decided to answer, its Date header included; null until then.</summary>
    public Answer? Answer { get; internal set; }

    /// <summary>The client gave up before it had the whole answer.</summary>
    public bool IsCancelled { get; internal set; }

    /// <summary>Null when it was not sent.</summary>
    public string? Header(string name) => Headers.TryGetValue(name, out string? value) ? value : null;

    /// <summary>The decoded values of one query parameter, in the order sent.</summary>
    public string[] Values(string name) => Query.Where(pair => pair.Key == name).Select(pair => pair.Value).ToArray();

    /// <summary>The first decoded value of one query parameter; null when it was not sent.</summary>
    public string? Value(string name) => Values(name).FirstOrDefault();

    /// <summary>Method, path and query.</summary>
    public override string ToString() => $"{Method} {Uri.PathAndQuery}";

    private static List<KeyValuePair<string, string>> Decode(string rawQuery)
    {
        List<KeyValuePair<string, string>> pairs = new();
        foreach (string part in rawQuery.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = part.IndexOf('=', StringComparison.Ordinal);
            string name = equals < 0 ? part : part[..equals];
            string value = equals < 0 ? string.Empty : part[(equals + 1)..];
            pairs.Add(new(Unescape(name), Unescape(value)));
        }

        return pairs;
    }

    private static string Unescape(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
