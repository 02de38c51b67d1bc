using System;
using System.Collections.Generic;
using System.IO;
using Spott.Errors;

namespace Spott.Mirror.Database;

/// <summary>Lets nothing through the wall but <see cref="MirrorException"/>.</summary>
internal static class Guarded
{
    internal static T Run<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception failed) when (Translate(failed) is { } translated)
        {
            throw translated;
        }
    }

    internal static void Run(Action action) => Run(() =>
    {
        action();
        return true;
    });

    /// <summary>The same elements; what fails between two of them is translated, too.</summary>
    internal static IEnumerable<T> Each<T>(IEnumerable<T> elements)
    {
        using IEnumerator<T> each = Run(elements.GetEnumerator);
        while (Next(each))
            yield return each.Current;
    }

    // For each element: a delegate for each would be a tenth of reading it.
    private static bool Next<T>(IEnumerator<T> each)
    {
        try
        {
            return each.MoveNext();
        }
        catch (Exception failed) when (Translate(failed) is { } translated)
        {
            throw translated;
        }
    }

    private static MirrorException? Translate(Exception failed) => failed switch
    {
        SqliteFailure sqlite => sqlite.ToMirrorException(),
        IOException or UnauthorizedAccessException or NotSupportedException
            or ArgumentException => new MirrorException(MirrorProblem.Inaccessible, failed.Message, failed),
        _ => null,
    };
}
