using System;
using System.Globalization;
using System.Net;

namespace Spott.Errors;

/// <summary>Explains a call that failed, from its facts.</summary>
internal static class CallExplanation
{
    internal const string CheckProxy = "check the proxy: Connect-Spott takes -Proxy, -ProxyCredential and -NoProxy";

    internal static Explanation Of(SpottApiException e)
    {
        string requestId = e.RequestId is null ? string.Empty : $" (request id {e.RequestId})";
        return new Explanation(What(e) + requestId, Remedy(e)) { Progress = ResumptionText.Of(e) };
    }

    private static string What(SpottApiException e) => e.Kind switch
    {
        FailureKind.NotConnected => "There is no connection to Spott" + (e.Fault is null ? null : ": " + e.Fault.Words),
        FailureKind.Unauthorized => $"The server refused the API key at {e.Target} ({Answer(e)})" + Detail(e),
        FailureKind.Forbidden when e.IsOfStranger => $"Something in front of the API refused {e.Target} ({Answer(e)}, {e.ContentType})",
        FailureKind.Forbidden => $"The API key is not allowed to use {e.Target} ({Answer(e)})" + Detail(e),
        FailureKind.BadRequest when e.StatusCode is null => $"The request {e.Target} was not sent: {e.Fault!.Words}",
        FailureKind.BadRequest when e.StatusCode is HttpStatusCode.MethodNotAllowed =>
            $"The server does not offer {e.Target} ({Answer(e)})",
        FailureKind.BadRequest => $"The server did not accept the request {e.Target} ({Answer(e)})",
        FailureKind.NotFound => $"There is nothing at {e.Target} ({Answer(e)})",
        FailureKind.Throttled when TooLongAWait(e) is { } wait => $"The server is throttling {e.Target} ({Answer(e)}) and {wait}",
        FailureKind.Throttled when e.RetryAfter is { } asked => FormattableString.Invariant(
            $"The server is still throttling {e.Target} ({Answer(e)}) after {Effort(e)} and asks for a wait of {asked.TotalSeconds:0} s"),
        FailureKind.Throttled => $"The server is still throttling {e.Target} ({Answer(e)}) after {Effort(e)}",
        FailureKind.ServerError => $"The server failed at {e.Target} ({AnswerAndWait(e)}) after {Effort(e)}",
        FailureKind.Network => $"No answer from {Way(e)}: {e.Fault!.Words}, after {Effort(e)}",
        FailureKind.Timeout when e.StatusCode is not null =>
            $"The server gave up waiting for the request {e.Target} ({AnswerAndWait(e)}) after {Effort(e)}",
        FailureKind.Timeout => $"No complete answer from {Way(e)} in time ({e.Fault!.Words}) after {Effort(e)}",
        FailureKind.Insecure => e.Fault!.Words,
        FailureKind.Protocol when e.IsOfNoPages => $"The answer of {e.Target} is not a page: {e.Fault!.Words}",
        _ => $"The answer of {e.Target} is not what the "
            + $"API promises: {e.Fault!.Words}" + (e.IsOfStranger ? $", and it came as {e.ContentType}" : null),
    };

    /// <summary>The request, and the proxy that it went to.</summary>
    internal static string Way(SpottApiException e) => e.Proxy is null ? e.Target! : $"{e.Target} through the proxy {e.Proxy}";

    private static string? Detail(SpottApiException e) => e.Fault is null ? null : ": " + e.Fault.Words;

    private static string Answer(SpottApiException e)
    {
        string status = ((int)e.StatusCode.GetValueOrDefault()).ToString(CultureInfo.InvariantCulture);
        return e.ServerMessage is null ? status : $"{status}: {e.ServerMessage}";
    }

    private static string AnswerAndWait(SpottApiException e) => Answer(e) + (TooLongAWait(e) is { } wait ? ", and " + wait : null);

    private static string? TooLongAWait(SpottApiException e) => e.RetryAfterLimit is not { } limit ? null : string.Format(
        CultureInfo.InvariantCulture,
        "asks for a wait of {0:0} s, longer than -MaxRetryAfter allows ({1:0} s)",
        e.RetryAfter.GetValueOrDefault().TotalSeconds,
        limit.TotalSeconds);

    private static string Effort(SpottApiException e) => string.Format(
        CultureInfo.InvariantCulture, "{0} in {1:0.#} s", CountText.Of(e.Attempts, "attempt", "attempts"), e.Elapsed.TotalSeconds);

    private static string Remedy(SpottApiException e) => e.Fault?.Remedy ?? e.Kind switch
    {
        _ when e.IsAmbiguous => "the request may have been carried out: look before you send it again",
        FailureKind.NotConnected => "run Connect-Spott, give -Connection, or set the environment variable SPOTT_API_KEY",
        _ when e.IsCursorRefused => RemedyOfCursor(e),
        FailureKind.Unauthorized => "check the key in Spott under Settings, API Keys; "
            + "then run Connect-Spott again with the right one, by -ApiKey or in SPOTT_API_KEY",
        FailureKind.Forbidden when e.IsOfStranger => "this is a page of a gateway, and the key is not the cause: "
            + "ask the people who run the network or the proxy",
        FailureKind.Forbidden => "ask an administrator of your Spott account for a key with that permission",
        FailureKind.BadRequest => RemedyOfStatus(e.StatusCode),
        FailureKind.NotFound => "check the base address, the path, and the id if there is one in it",
        FailureKind.Throttled => "run it later, or connect with -MaxRequestsPerMinute below your account's limit",
        FailureKind.ServerError => "run it again later; if it fails again, tell Spott's support",
        FailureKind.Network when e.Proxy is not null => CheckProxy,
        FailureKind.Network => "run Test-SpottConnection, which shows the step that fails; check the address, the network and the proxy",
        FailureKind.Timeout => "run it again, or connect with a larger -TimeoutSec",
        FailureKind.Insecure => "nothing was sent there",
        FailureKind.Protocol when e.IsOfStranger =>
            "a sign-in page or a gateway answers instead of the API: check the base address and the proxy, "
            + "and sign in where the network asks for it",
        FailureKind.Protocol when e.IsOfNoPages => "leave -All out, which is only for endpoints that answer in pages",
        _ => "update the module; if it is the newest, tell Spott's support",
    };

    private static string RemedyOfStatus(HttpStatusCode? status) => status switch
    {
        HttpStatusCode.MethodNotAllowed => "give another -Method to Invoke-SpottRequest, or check the base address and the path",
        HttpStatusCode.Gone => "what was there is gone: check the path",
        HttpStatusCode.Conflict => "what is there does not fit the request: look at it, and then send the request again",
        HttpStatusCode.RequestEntityTooLarge => "send less in one request",
        HttpStatusCode.UnsupportedMediaType => "-Body must be JSON: give an object, or text that is JSON",
        _ => "check the parameters that you gave",
    };

    private static string RemedyOfCursor(SpottApiException e) => e switch
    {
        { Resumption: Resumption.Checkpoint } =>
            "the server may not know its cursor any more: run the same command again, which begins from the checkpoint",
        { PageNumber: 1 } => "check the parameters that you gave: a cursor goes with the same -CompanyId and -ModifiedSince as before; "
            + "if the server does not know the cursor any more, begin again without it",
        _ => "the server may not know its cursor any more: begin again without it",
    };
}
