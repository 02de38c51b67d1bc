using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Spott.Fakes;

/// <summary>A random life of an account, the same for the same seed: what happens between two runs, and what goes wrong in them.</summary>
public sealed class MirrorHistory
{
    private readonly Random _random;
    private readonly MirrorAccount _account;
    private readonly List<MirrorItem> _gone = new();
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private int _next;

    /// <summary>An account with some opportunities.</summary>
    public MirrorHistory(int seed, MirrorAccount account)
    {
        ArgumentNullException.ThrowIfNull(account);
        _random = new Random(seed);
        _account = account;
        for (int count = 0; count < 4 + _random.Next(8); count++)
            Create();
    }

    /// <summary>Whether the next run is to be full.</summary>
    public bool IsFull { get; private set; }

    /// <summary>Whether the next run counts however much it lacks.</summary>
    public bool AllowsMassDeletion { get; private set; }

    /// <summary>Lets things happen, and decides what the next run is like.</summary>
    public void Step()
    {
        for (int count = _random.Next(4); count > 0; count--)
            Happen();
        IsFull = Chance(2);
        AllowsMassDeletion = Chance(8);
        _account.SendsMalformedItem = Chance(15);
        if (Chance(8))
            (_account.BrokenPage, _account.Breakage) = (1 + _random.Next(3), Pick("refused", "truncated", "nothing")!);
        foreach (MirrorItem item in _account.Items.Where(_ => Chance(20)))
            _account.Skipped.Add(item.Id);
        foreach (MirrorItem item in _account.Items.Where(_ => Chance(20)))
            _account.Repeated.Add(item.Id);
        if (Chance(6))
            RenameMeanwhile();
    }

    private void Happen()
    {
        switch (_random.Next(9))
        {
            case 0: Create(); break;
            case 1: Remove(); break;
            case 2: Restore(); break;
            case 3 or 4: Change(Any()); break;
            case 5: Rename(); break;
            case 6: ChangeTeam(Any()); break;
            case 7: _account.Items.Sort((one, other) => string.CompareOrdinal(one.Id + _next, other.Id)); Shuffle(); break;
            default: MoveAway(Any()); break;
        }
    }

    private void Create()
    {
        MirrorItem item = _account.Add(string.Create(CultureInfo.InvariantCulture, $"o{++_next}"));
        MoveAway(item);
        ChangeTeam(item);
        Touch(item);
    }

    private void Remove()
    {
        if (_account.Items.Count < 3)
            return;
        MirrorItem item = Any()!;
        _account.Items.Remove(item);
        _gone.Add(item);
    }

    private void Restore()
    {
        if (_gone.Count == 0)
            return;
        MirrorItem item = _gone[_random.Next(_gone.Count)];
        _gone.Remove(item);
        _account.Items.Add(item);
        if (Chance(2))
            Change(item);
    }

    private void Change(MirrorItem? item)
    {
        if (item is null)
            return;
        switch (_random.Next(4))
        {
            case 0: item.Name = Chance(6) ? null : "Name " + _random.Next(5); break;
            case 1: item.Description = Chance(3) ? null : "Text " + _random.Next(3); break;
            case 2: item.CloseDate = Chance(3) ? null : $"2026-0{1 + _random.Next(9)}-01T10:00:00.000Z"; break;
            default: Extra(item.Extra); break;
        }

        Touch(item);
    }

    private void Extra(SortedDictionary<string, string> extra)
    {
        string name = "field" + _random.Next(4);
        if (Chance(3))
            extra.Remove(name);
        else
            extra[name] = _random.Next(3).ToString(CultureInfo.InvariantCulture);
    }

    private void MoveAway(MirrorItem? item)
    {
        if (item is null)
            return;
        int stage = _random.Next(4);
        item.StageId = stage == 3 ? null : "s" + stage;
        item.StageName = stage == 3 ? Pick(null, "Loose") : NameOf(item.StageId!);
        item.StageOrder = stage;
        int company = _random.Next(4);
        item.CompanyId = company == 3 ? null : "c" + company;
        item.CompanyName = company == 3 ? Pick(null, "Nobody") : NameOf(item.CompanyId!);
        item.OwnerId = Chance(4) ? null : "u" + _random.Next(2);
        item.OwnerName = item.OwnerId is null ? null : NameOf(item.OwnerId);
        Touch(item);
    }

    private void ChangeTeam(MirrorItem? item)
    {
        if (item is null)
            return;
        if (item.Team.Count > 0 && Chance(2))
            item.Team.RemoveAt(_random.Next(item.Team.Count));
        if (item.Team.Count > 1 && Chance(3))
            item.Team.Reverse();
        if (item.Team.Count < 3)
        {
            string? id = Chance(6) ? null : "p" + _random.Next(5);
            if (id is null || item.Team.All(person => person.Id != id))
                item.Team.Add(
                    new MirrorPerson { Id = id, FirstName = id is null ? "Anon" : NameOf(id), Email = Chance(4) ? null : "a@x.example",
                    CompanyName = Pick(null, "Own") });
        }

        foreach (MirrorPerson person in item.Team.Where(_ => Chance(6)))
            Extra(person.Extra);
        Touch(item);
    }

    /// <summary>A thing has another name, and most opportunities say so; some copies stay stale.</summary>
    private void Rename()
    {
        string id = Pick("s0", "s1", "s2", "c0", "c1", "c2", "u0", "u1", "p0", "p1", "p2")!;
        _names[id] = id + " named " + _random.Next(4);
        foreach (MirrorItem item in _account.Items.Where(_ => !Chance(5)))
            SayName(item, id);
    }

    private void SayName(MirrorItem item, string id)
    {
        if (item.StageId == id)
            item.StageName = NameOf(id);
        if (item.CompanyId == id)
            item.CompanyName = NameOf(id);
        if (item.OwnerId == id)
            item.OwnerName = NameOf(id);
        foreach (MirrorPerson person in item.Team.Where(person => person.Id == id))
            person.FirstName = NameOf(id);
        if (Chance(3))
            Touch(item);
    }

    /// <summary>The same, between two pages of the next run.</summary>
    private void RenameMeanwhile()
    {
        string id = Pick("s0", "s1", "c0", "c1", "u0", "p0")!;
        _names[id] = id + " named " + _random.Next(4);
        List<MirrorItem> changed = new();
        foreach (MirrorItem item in _account.Items)
        {
            MirrorItem copy = item.Copy();
            SayName(copy, id);
            changed.Add(copy);
        }

        _account.ChangedAt[2] = changed;
    }

    private void Shuffle()
    {
        for (int place = _account.Items.Count - 1; place > 0; place--)
        {
            int other = _random.Next(place + 1);
            (_account.Items[place], _account.Items[other]) = (_account.Items[other], _account.Items[place]);
        }
    }

    private string NameOf(string id) => _names.GetValueOrDefault(id) ?? id + " named first";

    private MirrorItem? Any() => _account.Items.Count == 0 ? null : _account.Items[_random.Next(_account.Items.Count)];

    // Modified now, or long ago where the API does not count it: a delta then does not list it.
    private void Touch(MirrorItem item) => item.ModifiedAt = Chance(4) ? item.ModifiedAt : _account.Now!.Value;

    private bool Chance(int oneIn) => _random.Next(oneIn) == 0;

    private string? Pick(params string?[] choices) => choices[_random.Next(choices.Length)];
}
