namespace Spott.Errors;

/// <summary>What went wrong, as the error ids have it. <see cref="SpottErrors"/> gives each its id, category and sentence.</summary>
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
