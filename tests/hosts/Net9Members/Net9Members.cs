using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace Spott.Hosts;

/// <summary>
/// Members that .NET 9 added and PowerShell 7.5 calls. Rebind sends a call of a missing <c>Type.Member</c> here: to the method
/// <c>Type_Member</c> that takes the instance, if there is one, and then the same parameters.
/// </summary>
#pragma warning disable CA1707 // The underscore is what Rebind looks for.
public static class Net9Members
{
    /// <summary>Of <see cref="string"/>.</summary>
    public static string String_Join(string separator, ReadOnlySpan<object> values) => string.Join(separator, values.ToArray());

    /// <summary>Of <see cref="string"/>.</summary>
    public static string String_Join(string separator, ReadOnlySpan<string> values) => string.Join(separator, values.ToArray());

    /// <summary>Of <see cref="string"/>.</summary>
    public static string String_Format(string format, ReadOnlySpan<object> values) => string.Format(null, format, values.ToArray());

    /// <summary>Of <see cref="string"/>.</summary>
    public static string String_Format(IFormatProvider provider, string format, ReadOnlySpan<object> values) =>
        string.Format(provider, format, values.ToArray());

    /// <summary>Of <see cref="string"/>.</summary>
    public static string[] String_Split(string text, ReadOnlySpan<char> separators) => text.Split(separators.ToArray());

    /// <summary>Of <see cref="StringBuilder"/>.</summary>
    public static StringBuilder StringBuilder_AppendFormat(
        StringBuilder builder, IFormatProvider provider, string format, ReadOnlySpan<object> values) =>
        builder.AppendFormat(provider, format, values.ToArray());

    /// <summary>Of <see cref="Path"/>.</summary>
    public static string Path_Combine(ReadOnlySpan<string> parts) => Path.Combine(parts.ToArray());

    /// <summary>Of <see cref="Enumerable"/>.</summary>
    public static IEnumerable<ValueTuple<int, T>> Enumerable_Index<T>(IEnumerable<T> values) =>
        values.Select((value, index) => (index, value));

    /// <summary>Of <see cref="TimeSpan"/>.</summary>
    public static TimeSpan TimeSpan_FromSeconds(long seconds) => new(seconds * TimeSpan.TicksPerSecond);

    /// <summary>Of <see cref="TimeSpan"/>.</summary>
    public static TimeSpan TimeSpan_FromMinutes(long minutes) => new(minutes * TimeSpan.TicksPerMinute);

    /// <summary>Of <see cref="TimeSpan"/>.</summary>
    public static TimeSpan TimeSpan_FromMilliseconds(long milliseconds, long microseconds) =>
        new((milliseconds * TimeSpan.TicksPerMillisecond) + (microseconds * TimeSpan.TicksPerMicrosecond));

    /// <summary>Of <see cref="TimeSpan"/>.</summary>
    public static TimeSpan TimeSpan_FromMilliseconds(long milliseconds) => new(milliseconds * TimeSpan.TicksPerMillisecond);

    /// <summary>Of <see cref="TimeSpan"/>.</summary>
    public static TimeSpan TimeSpan_FromDays(int days) => new(days * TimeSpan.TicksPerDay);

    /// <summary>Of <see cref="Uri"/>.</summary>
    public static bool Uri_Equals(Uri one, Uri other) => one.Equals((object)other);
}
