using System.Management.Automation;

namespace Spott.Errors;

/// <summary>
/// Calls of the API that failed: the error id and category of each kind. <see cref="CallExplanation"/> makes the sentence.
/// </summary>
internal static class CallErrors
{
    internal static Failure Of(SpottApiException exception)
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
        return new Failure(id, category, exception);
    }

    // Not the path itself: what somebody puts there by mistake may hold a password.
    internal static Failure RefusedPath(PathProblem problem) => Of(new SpottApiException(DestinationFaults.PathRefused(problem)));

    /// <param name="target">Method and address without the query.</param>
    /// <param name="mayBeRepeated">Whether asking for it once more changes nothing.</param>
    internal static Failure NoObject(string target, bool mayBeRepeated) =>
        Of(new SpottApiException(AnswerFaults.NoObject(mayBeRepeated)) { Target = target, IsAmbiguous = !mayBeRepeated });
}
