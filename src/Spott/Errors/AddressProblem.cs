namespace Spott.Errors;

/// <summary>Why a text is no base address.</summary>
internal enum AddressProblem
{
    /// <summary>No absolute address, or none of http or https.</summary>
    NotHttp,

    /// <summary>There is one before an @, and perhaps a password.</summary>
    UserName,

    QueryOrFragment,
}
