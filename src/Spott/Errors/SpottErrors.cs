using System;
using System.Globalization;
using System.Management.Automation;
using System.Security;
using System.Text;
using Spott.Connections;
using Spott.Ports;

namespace Spott.Errors;

/// <summary>The one place where failures get their error id, category and sentence.</summary>
internal static partial class SpottErrors
{
    internal static ErrorRecord Record(SpottApiException exception)
    {
        (string id, ErrorCategory category) = exception.Kind switch
        {
            FailureKind.NotConnected => ("Spott.NotConnected", ErrorCategory.ConnectionError),
            FailureKind.Unauthorized => ("Spott.Unauthorized", ErrorCategory.AuthenticationError),
            FailureKind.Forbidden => ("Spott.Forbidden", ErrorCategory.PermissionDenied),
            FailureKind.BadRequest => ("Spott.BadRequest", ErrorCategory.InvalidArgument),
            FailureKind.NotFound => ("Spott.NotFound", ErrorCategory.ObjectNotFound),
            FailureKind.Throttled => ("Spott.Throttled", ErrorCategory.LimitsExceeded),
            FailureKind.ServerError => ("Spott.ServerError", ErrorCategory.ResourceUnavailable),
            FailureKind.Network => ("Spott.Network", ErrorCategory.ConnectionError),
            FailureKind.Timeout => ("Spott.Timeout", ErrorCategory.OperationTimeout),
            FailureKind.Insecure => ("Spott.Insecure", ErrorCategory.SecurityError),
            _ => ("Spott.Protocol", ErrorCategory.InvalidData),
        };
        return new ErrorRecord(exception, id, category, exception.Target);
    }

    internal static ErrorRecord NotConnected(string? why = null) =>
        Record(new SpottApiException(FailureKind.NotConnected) { Detail = why });

    internal static ErrorRecord NoApiKey() => Record(new SpottApiException(FailureKind.NotConnected)
    {
        Detail = "no API key was given and nobody can be asked for one",
        Remedy = "give Connect-Spott -ApiKey, or set the environment variable SPOTT_API_KEY",
    });

    internal static ErrorRecord LastConnectFailed() => Record(new SpottApiException(FailureKind.NotConnected)
    {
        Detail = "the last Connect-Spott failed",
        Remedy = "run Connect-Spott again, or give -Connection",
    });

    internal static ErrorRecord InvalidApiKey(string source, string problem) => new(
        new ArgumentException($"The API key from {source} {problem}; copy it again from Spott (Settings, API Keys)."),
        "Spott.InvalidApiKey",
        ErrorCategory.InvalidArgument,
        source);

    internal static ErrorRecord InvalidBaseUri(string source, string text, string problem) => new(
        new ArgumentException($"The base address '{ConsoleText.Harmless(text)}' from {source} {problem}; give one like https://api.gospott.com."),
        "Spott.InvalidBaseUri",
        ErrorCategory.InvalidArgument,
        source);

    internal static ErrorRecord InsecureBaseUri(string source, Uri address) => new(
        new SecurityException($"The base address {address} from {source} would send the key unencrypted; use https (http is accepted on this machine's loopback only)."),
        "Spott.Insecure",
        ErrorCategory.SecurityError,
        source);

    // Not the path itself: what somebody puts there by mistake may hold a password.
    internal static ErrorRecord InsecurePath(string problem) => Record(new SpottApiException(FailureKind.Insecure)
    {
        Detail = "-Path was refused because it " + problem + ", and the key goes nowhere but below the connection's base address",
    });

    internal static ErrorRecord NoObject(string target, bool mayBeRepeated) => Record(new SpottApiException(FailureKind.Protocol)
    {
        Target = target,
        Detail = "ConvertFrom-Json makes no object of it (names that differ by case only, or an empty one?)" + (mayBeRepeated ? "; -Raw gives its text" : null),
        IsAmbiguous = !mayBeRepeated,
    });

    internal static ErrorRecord InvalidArgument(string message, string parameter) => new(
        new ArgumentException(message),
        "Spott.InvalidArgument",
        ErrorCategory.InvalidArgument,
        parameter);

    // Neither the object nor its text: it may be anything.
    internal static ErrorRecord NoRow(PSObject record) => new(
        new ArgumentException($"A {ConsoleText.Harmless(record.TypeNames.Count > 0 ? record.TypeNames[0] : "null")} is neither an opportunity nor a contact, and has no row; give what Get-SpottOpportunity gives, before Select-Object and the like."),
        "Spott.InvalidArgument",
        ErrorCategory.InvalidArgument,
        "InputObject");

    internal static ErrorRecord ContactsCutOff(PSObject opportunity) => new(
        new ArgumentException($"The contacts of opportunity {ConsoleText.Harmless(Convert.ToString(opportunity.Properties["Id"]?.Value, CultureInfo.InvariantCulture) ?? string.Empty)} were cut off when it was serialized; serialize it where this module is imported, or with a larger -Depth."),
        "Spott.InvalidArgument",
        ErrorCategory.InvalidArgument,
        "InputObject");

    internal static ErrorRecord CursorWithManyCompanies() => InvalidArgument(
        $"-Cursor goes on with one series of requests, and one series has at most {ApiLimits.MaxCompanyIds} company ids; give the ids that the cursor was made with, and the others in a run of their own.",
        "Cursor");

    internal static ErrorRecord MalformedItem(MalformedItem item) => new(
        new FormatException($"An item of the answer has no id or is no object, and was left out ({item}); its JSON is in the error's TargetObject.Json."),
        "Spott.MalformedItem",
        ErrorCategory.InvalidData,
        item);

    internal static ErrorRecord PlainThroughProxy(Uri baseUri, Uri proxy) => new(
        new SecurityException($"The proxy {proxy.GetLeftPart(UriPartial.Authority)} could read the key on its way to {baseUri}, which is not encrypted; leave -Proxy out."),
        "Spott.Insecure",
        ErrorCategory.SecurityError,
        "Proxy");

    /// <summary>An error's sentence in its two parts: what is wrong, and after the last semicolon what to do.</summary>
    internal static (string Problem, string Remedy) Parts(Exception exception)
    {
        string sentence = exception.Message;
        int cut = sentence.LastIndexOf("; ", StringComparison.Ordinal);
        string remedy = sentence.Substring(cut + 2);
        return (sentence.Substring(0, cut) + '.', char.ToUpperInvariant(remedy[0]) + remedy.Substring(1));
    }

    /// <summary>The exception's message, made from its facts as they are when it is read.</summary>
    internal static string Sentence(SpottApiException e)
    {
        StringBuilder text = new(What(e));
        if (e.RequestId is not null)
            text.Append(" (request id ").Append(e.RequestId).Append(')');
        text.Append("; ").Append(Progress(e)).Append(e.Remedy ?? Remedy(e)).Append('.');
        return text.ToString();
    }

    private static string What(SpottApiException e) => e.Kind switch
    {
        FailureKind.NotConnected => e.Detail is null ? "There is no connection to Spott" : "There is no connection to Spott: " + e.Detail,
        FailureKind.Unauthorized => $"The server refused the API key at {e.Target} ({Answer(e)})",
        FailureKind.Forbidden => $"The API key is not allowed to use {e.Target} ({Answer(e)})",
        FailureKind.BadRequest when e.StatusCode is null => $"The request {e.Target} was not sent: {e.Detail}",
        FailureKind.BadRequest => $"The server did not accept the request {e.Target} ({Answer(e)})",
        FailureKind.NotFound => $"There is nothing at {e.Target} ({Answer(e)})",
        FailureKind.Throttled when e.Detail is not null => $"The server is throttling {e.Target} ({Answer(e)}) and {e.Detail}",
        FailureKind.Throttled when e.RetryAfter is { } asked => FormattableString.Invariant(
            $"The server is still throttling {e.Target} ({Answer(e)}) after {Effort(e)} and asks for a wait of {asked.TotalSeconds:0} s"),
        FailureKind.Throttled => $"The server is still throttling {e.Target} ({Answer(e)}) after {Effort(e)}",
        FailureKind.ServerError => $"The server failed at {e.Target} ({Answer(e)}{(e.Detail is null ? null : ", and " + e.Detail)}) after {Effort(e)}",
        FailureKind.Network => $"No answer from {e.Target}: {e.Detail}, after {Effort(e)}",
        FailureKind.Timeout when e.StatusCode is not null => $"The server gave up waiting for the request {e.Target} ({Answer(e)}{(e.Detail is null ? null : ", and " + e.Detail)}) after {Effort(e)}",
        FailureKind.Timeout => $"No complete answer from {e.Target} in time ({e.Detail}) after {Effort(e)}",
        FailureKind.Insecure => e.Detail!,
        _ => $"The answer of {e.Target} is not what the API promises: {e.Detail}",
    };

    private static string Answer(SpottApiException e)
    {
        string status = ((int)e.StatusCode.GetValueOrDefault()).ToString(CultureInfo.InvariantCulture);
        return e.ServerMessage is null ? status : $"{status}: {e.ServerMessage}";
    }

    private static string Effort(SpottApiException e) => string.Format(
        CultureInfo.InvariantCulture, "{0} {1} in {2:0.#} s", e.Attempts, e.Attempts == 1 ? "attempt" : "attempts", e.Elapsed.TotalSeconds);

    private static string Progress(SpottApiException e)
    {
        if (e.PageNumber == 0)
            return string.Empty;
        string items = e.ItemsWritten == 1 ? "1 item was written" : e.ItemsWritten.ToString(CultureInfo.InvariantCulture) + " items were written";
        return $"{items} before page {e.PageNumber.ToString(CultureInfo.InvariantCulture)} failed{GoOn(e)}; ";
    }

    private static string GoOn(SpottApiException e)
    {
        bool hasCompanies = e.CompanyId.Count > 0;
        if (e.Cursor is null)
            return hasCompanies && e.ItemsWritten > 0 ? ", and a later run goes on there with -CompanyId $Error[0].Exception.CompanyId" : string.Empty;
        string companies = !hasCompanies ? string.Empty
            : e.CompanyId.Count <= ApiLimits.MaxCompanyIds ? " and -CompanyId $Error[0].Exception.CompanyId"
            : $" and the first {ApiLimits.MaxCompanyIds} of $Error[0].Exception.CompanyId, then the other ids without -Cursor";
        return $", and a later run goes on there with {e.HowToResume}{companies}";
    }

    private static string Remedy(SpottApiException e) => e.Kind switch
    {
        _ when e.IsAmbiguous => "it may have been carried out all the same: look before you send it again",
        FailureKind.NotConnected => "run Connect-Spott, give -Connection, or set the environment variable SPOTT_API_KEY",
        FailureKind.Unauthorized => "check the key in Spott under Settings, API Keys, and run Connect-Spott with it",
        FailureKind.Forbidden => "ask an administrator of your Spott account for a key with that permission",
        FailureKind.BadRequest => "check the parameters that you gave",
        FailureKind.NotFound => "check the base address and the path",
        FailureKind.Throttled => "run it later, or connect with -MaxRequestsPerMinute below your account's limit",
        FailureKind.ServerError => "run it again later, and tell Spott's support if it stays so",
        FailureKind.Network => "check the network and the proxy, Test-SpottConnection tells where it ends",
        FailureKind.Timeout => "run it again, or connect with a larger -TimeoutSec",
        FailureKind.Insecure => "nothing was sent there",
        _ => "update the module, or tell Spott's support if it is the newest",
    };
}
