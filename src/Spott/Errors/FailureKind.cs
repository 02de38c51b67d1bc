namespace Spott.Errors;

/// <summary>
/// What went wrong, as the error ids have it. <see cref="CallErrors"/> gives each its id and category, <see cref="CallExplanation"/> its
/// sentence.
/// </summary>
internal enum FailureKind
{
    NotConnected,
    Unauthorized,
    Forbidden,
    BadRequest,
    NotFound,
    Throttled,
    ServerError,
    Network,
    Timeout,
    Protocol,
    Insecure,
}
