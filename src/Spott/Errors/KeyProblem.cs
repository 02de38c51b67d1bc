namespace Spott.Errors;

/// <summary>Why a text is no API key.</summary>
internal enum KeyProblem
{
    Empty,
    Address,
    NotPrintableAscii,
}
