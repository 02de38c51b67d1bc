using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using Spott.Records;

namespace Spott.Mirror.Writing;

/// <summary>
/// What a run's items have said so far, by a hash of it. It is the only memory of a run that grows with the account, so it grows in pieces
/// that are never copied: a dictionary twice its size stood beside the one that was full, in every doubling.
/// </summary>
internal sealed class SaidTable
{
    private const int PieceLength = 4096;

    private readonly List<Entry[]> _pieces = [];

    // The places of the entries from 1, by the hash's lower bits or the next free slot; 0 where there is none. At most three quarters full.
    private int[] _slots = new int[PieceLength];
    private int _count;

    internal int Count => _count;

    /// <param name="digest">Of what is looked for.</param>
    /// <param name="said">Its numbers, if it is there.</param>
    [MethodImpl(HotPath.Options)]
    internal bool TryGet(Digest digest, out Said said)
    {
        for (int slot = Slot(digest); _slots[slot] != 0; slot = Next(slot))
        {
            ref Entry entry = ref At(_slots[slot] - 1);
            if (entry.Digest == digest)
            {
                said = new Said(entry.Sid == 0 ? null : entry.Sid, entry.Vid);
                return true;
            }
        }

        said = default;
        return false;
    }

    /// <param name="digest">Of what is not there yet.</param>
    /// <param name="said">Its numbers, from 1.</param>
    internal void Add(Digest digest, Said said)
    {
        if (_count * 4L >= _slots.Length * 3L)
            Grow();
        if (_count % PieceLength == 0)
            _pieces.Add(new Entry[PieceLength]);
        At(_count++) = new Entry(digest, checked((uint)(said.Sid ?? 0)), checked((uint)said.Vid));
        Place(_count);
    }

    private void Grow()
    {
        _slots = new int[_slots.Length * 2];
        for (int place = 1; place <= _count; place++)
            Place(place);
    }

    private void Place(int place)
    {
        int slot = Slot(At(place - 1).Digest);
        while (_slots[slot] != 0)
            slot = Next(slot);
        _slots[slot] = place;
    }

    private int Slot(Digest digest) => (int)digest.First & (_slots.Length - 1);

    private int Next(int slot) => (slot + 1) & (_slots.Length - 1);

    private ref Entry At(int index) => ref _pieces[index / PieceLength][index % PieceLength];

    // Four billion of either would be a file of hundreds of gigabytes.
    private readonly record struct Entry(Digest Digest, uint Sid, uint Vid);
}
