using System;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using Spott.Ports;

namespace Spott.Engine.Http;

/// <summary>A request that can be sent several times: what goes on the wire, and the part of it that may be shown.</summary>
internal sealed class OutgoingRequest
{
    /// <param name="method">In upper case.</param>
    /// <param name="address">Without the query.</param>
    /// <param name="query">The query.</param>
    /// <exception cref="SpottApiException">The address is too long.</exception>
    internal OutgoingRequest(string method, Uri address, QueryText query)
    {
        Method = method;
        Uri = RequestAddress.Create(method, address, address.AbsoluteUri + query.Sent);
        LogText = method + " " + address.AbsolutePath + query.LogText;
        Target = method + " " + address.AbsoluteUri;
    }

    internal string Method { get; }

    internal Uri Uri { get; }

    /// <summary>Method, path and the query's harmless part, for the log.</summary>
    internal string LogText { get; }

    /// <summary>Method and address without the query, for errors.</summary>
    internal string Target { get; }

    /// <summary>JSON; null for none.</summary>
    internal string? Body { get; set; }

    /// <summary>Whether it may be sent again whatever became of it: it asks for something, and changes nothing.</summary>
    internal bool MayRepeat => ApiRequest.IsSafeMethod(Method);

    /// <summary>A message for one attempt.</summary>
    internal HttpRequestMessage CreateMessage()
    {
        HttpRequestMessage message = new(new HttpMethod(Method), Uri);
        if (MayRepeat)
            return message;

        // Always a content, be it empty: .NET's own handler sends a request without one several times when the server closes
        // the connection before it answers.
        message.Content = new ByteArrayContent(Body is null ? Array.Empty<byte>() : Encoding.UTF8.GetBytes(Body));
        if (Body is not null)
            message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        message.Headers.ExpectContinue = false;
        return message;
    }
}
