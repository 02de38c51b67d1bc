using System;

namespace Spott.Errors;

/// <summary>Why a request was not sent although its destination is right.</summary>
internal static class RequestFaults
{
    /// <param name="length">Of the address, in characters.</param>
    /// <param name="tooLong">From so many on it cannot be sent.</param>
    internal static Fault AddressTooLong(int length, int tooLong) => new(
        FailureKind.BadRequest,
        FormattableString.Invariant($"its address would have {length} characters, and {tooLong} are too many"),
        "give fewer or shorter values: an id or a cursor has less than a hundred characters");
}
