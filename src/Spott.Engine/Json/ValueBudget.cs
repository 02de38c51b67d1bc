using Spott.Errors;

namespace Spott.Engine.Json;

/// <summary>
/// Bounds what a page becomes in memory: two bytes of JSON can become an object of two hundred, and the bound of a body's length is no
/// bound of that.
/// </summary>
internal sealed class ValueBudget
{
    /// <summary>Items, contacts, addresses, and values that have no property; a page of the documented size has some thousands.</summary>
    internal const int Limit = 500_000;

    private int _used;

    /// <exception cref="PageTooLargeException">There are too many.</exception>
    internal void Take()
    {
        if (++_used > Limit)
            throw new PageTooLargeException(AnswerFaults.TooManyValues(Limit));
    }
}

/// <summary>A page that is not worth another try: it will be as large again.</summary>
internal sealed class PageTooLargeException : PageException
{
    internal PageTooLargeException(Fault fault)
        : base(fault)
    {
    }
}
