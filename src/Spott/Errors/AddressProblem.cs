namespace Spott.Errors;

/// <summary>Why a text is no base address.</summary>
internal enum AddressProblem
{
    /// <summary>No absolute address, or none of http or https.</summary>
    NotHttp,

    /// <summary>There is one before an @, and perhaps a password.</summary>
    UserName,

    QueryOrFragment,

    /// <summary>The key is in it.</summary>
    Key,

    /// <summary>One long word with digits for a host, as keys are.</summary>
    HostLikeKey,
}
