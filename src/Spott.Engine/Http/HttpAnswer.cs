using System;
using System.Net;
using System.Text.Json;
using Spott.Engine.Json;
using Spott.Engine.Retries;
using Spott.Errors;

namespace Spott.Engine.Http;

/// <summary>A successful answer, whole; valid only while it is read.</summary>
internal sealed class HttpAnswer
{
    private readonly PooledBody _body;
    private readonly Attempts _attempts;

    internal HttpAnswer(PooledBody body, HttpStatusCode statusCode, Attempts attempts)
    {
        _body = body;
        _attempts = attempts;
        StatusCode = statusCode;
    }

    internal HttpStatusCode StatusCode { get; }

    /// <summary>The body, without the key wherever the server repeats it.</summary>
    internal ReadOnlySpan<byte> Body => _body.Bytes;

    /// <summary>The failure of an answer that is not what the API promises.</summary>
    /// <param name="fault">What is wrong.</param>
    /// <param name="isTransient">Whether another attempt may do better.</param>
    internal SpottApiException Broken(Fault fault, bool isTransient = false) => _attempts.Failure(fault, isTransient);

    /// <summary>The failure of a body that could not be read.</summary>
    internal SpottApiException Broken(JsonException broken, bool isTransient) => Broken(JsonBody.Fault(broken), isTransient);
}
