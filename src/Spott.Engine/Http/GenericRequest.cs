using System;
using System.Collections.Generic;
using Spott.Errors;
using Spott.Ports;

namespace Spott.Engine.Http;

/// <summary>A request for any endpoint, which goes nowhere but below the connection's base address.</summary>
internal sealed class GenericRequest
{
    private readonly ApiRequest _request;
    private readonly Uri _address;

    /// <exception cref="SpottApiException">The path leads out of the base address, or is too long.</exception>
    internal GenericRequest(Uri baseUri, ApiRequest request)
    {
        _request = request;
        // Not resolved against the base, which could leave it, but put behind it; and looked at once more.
        _address = RequestAddress.Create(request.Method, baseUri, baseUri.AbsoluteUri + request.Path);
        if (!_address.AbsoluteUri.StartsWith(baseUri.AbsoluteUri, StringComparison.Ordinal))
            throw new SpottApiException(DestinationFaults.PathOutOfBase);
    }

    /// <summary>Method and address without the query, for errors.</summary>
    internal string Target => _request.Method + " " + _address.AbsoluteUri;

    /// <param name="query">In the order in which it is sent.</param>
    internal OutgoingRequest With(IEnumerable<KeyValuePair<string, string>> query)
    {
        QueryText text = new();
        foreach (KeyValuePair<string, string> parameter in query)
            text.Add(parameter.Key, parameter.Value);
        return new OutgoingRequest(_request.Method, _address, text) { Body = _request.Body };
    }
}
