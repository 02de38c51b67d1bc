using System;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Spott.Records;

namespace Spott.Engine.Json;

/// <summary>
/// Gives the same string for the same text: stages, companies and owners repeat on every page. A table of fixed size in which a newer text
/// takes an older one's place, so that an account with more companies than that costs no memory. Threads may share it: a slot is one
/// reference, and a lost one is only made again.
/// </summary>
internal sealed class SharedStrings
{
    private const int Slots = 4096;
    private const int LongestShared = 256;

    private readonly string?[] _slots = new string?[Slots];

    /// <param name="reader">Stands on a string.</param>
    [MethodImpl(HotPath.Options)]
    internal string Get(ref Utf8JsonReader reader)
    {
        ReadOnlySpan<byte> text = reader.ValueSpan;
        if (text.Length > LongestShared || reader.ValueIsEscaped)
            return JsonStrings.Get(ref reader);

        uint hash = 2166136261;
        foreach (byte value in text)
            hash = (hash ^ value) * 16777619;
        ref string? slot = ref _slots[(hash ^ (hash >> 15)) & (Slots - 1)];
        string? shared = slot;
        if (shared is not null && reader.ValueTextEquals(shared))
            return shared;
        return slot = JsonStrings.Get(ref reader);
    }
}
