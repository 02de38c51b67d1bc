using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Spott.Fakes;

/// <summary>
/// What a mirror must know after any history of runs, computed in the plainest way from what the account sent: everything anew after each
/// run, without tables, without SQL, and without a look at the module.
/// </summary>
public sealed class MirrorModel
{
    private const int FewAlways = 20;

    private readonly Dictionary<string, Known> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _subjects = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, string>> _facts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _firstMet = new(StringComparer.Ordinal);
    private readonly List<HashSet<string>> _heard = new();
    private readonly Dictionary<string, int> _paths = new(StringComparer.Ordinal);
    private readonly List<Dictionary<string, MirrorItem>> _states = new() { new() };
    private bool _hasBaseline;
    private int _lastEvidence;

    /// <summary>
    /// Every change there must be, in text: run, subject, id, name, kind, property, old value, new value, run of NotBefore.
    /// </summary>
    public List<string> Changes { get; } = new();

    /// <summary>The living as a run left them, by id.</summary>
    public IReadOnlyDictionary<string, MirrorItem> AsOf(int run) => _states[run];

    /// <summary>A run that failed: nothing of it is known.</summary>
    public void Fail()
    {
        _heard.Add(new HashSet<string>());
        _states.Add(_states[^1]);
    }

    /// <summary>A run that wrote something.</summary>
    /// <param name="isFull">Whether it asked for everything.</param>
    /// <param name="isComplete">Whether every item was sound.</param>
    /// <param name="allowsMassDeletion">Whether it counts however much it lacks.</param>
    /// <param name="sent">What the account sent, in that order.</param>
    public void Apply(bool isFull, bool isComplete, bool allowsMassDeletion, IEnumerable<MirrorItem> sent)
    {
        int run = _states.Count;
        List<MirrorItem> listed = sent.Select((item, place) => (item, place)).GroupBy(pair => pair.item.Id, StringComparer.Ordinal)
            .Select(group => group.Last()).OrderBy(pair => pair.place).Select(pair => pair.item).ToList();
        List<string> found = new();
        bool isEvidence = isFull && isComplete && (allowsMassDeletion || !LacksMuch(listed));
        List<string> dying = isEvidence
            ? _known.Where(
                pair => pair.Value is { IsDeleted: false, MissingSince: > 0 }
                    && listed.All(item => item.Id != pair.Key)).Select(pair => pair.Key).ToList()
            : new();
        NotePaths(run, listed);

        foreach (MirrorItem item in listed)
            Take(run, item, found);
        foreach (string id in dying)
        {
            found.Add(Text(run, "Opportunity", id, _known[id].Item.Name, "Deleted", null, null, null, _known[id].SeenRun));
            _known[id].IsDeleted = true;
        }

        Elect(run, listed, found);
        foreach ((string id, Known known) in _known)
        {
            bool isListed = listed.Any(item => item.Id == id);
            if (isListed)
                (known.SeenRun, known.MissingSince) = (run, 0);
            else if (isEvidence && known is { IsDeleted: false, MissingSince: 0 })
                known.MissingSince = run;
        }

        if (_hasBaseline)
            Changes.AddRange(found);
        _hasBaseline |= isFull && isComplete;
        if (isEvidence)
            _lastEvidence = run;
        _heard.Add(listed.SelectMany(Said).Select(said => said.Key + "=" + said.Value).ToHashSet(StringComparer.Ordinal));
        _states.Add(
            _known.Where(pair => !pair.Value.IsDeleted).ToDictionary(pair => pair.Key, pair => pair.Value.Item, StringComparer.Ordinal));
    }

    private bool LacksMuch(List<MirrorItem> listed)
    {
        int held = _known.Values.Count(known => !known.IsDeleted);
        int absent = _known.Count(pair => !pair.Value.IsDeleted && listed.All(item => item.Id != pair.Key));
        return listed.Count == 0 || absent * 2 > held || (absent > FewAlways && absent * 20 > held);
    }

    private void NotePaths(int run, List<MirrorItem> listed)
    {
        foreach (string path in listed.SelectMany(item => item.Extra.Keys.Select(name => "Opportunity " + name)
            .Concat(item.Team.SelectMany(person => person.Extra.Keys.Select(name => "Contact " + name)))))
        {
            _paths.TryAdd(path, run);
        }
    }

    private void Take(int run, MirrorItem item, List<string> found)
    {
        if (!_known.TryGetValue(item.Id, out Known? known))
        {
            _known.Add(item.Id, new Known(item));
            found.Add(Text(run, "Opportunity", item.Id, item.Name, "Added", null, null, null, _lastEvidence));
            return;
        }

        if (known.IsDeleted)
            found.Add(Text(run, "Opportunity", item.Id, item.Name, "Restored", null, null, null, _lastEvidence));
        known.IsDeleted = false;
        foreach ((string property, string? before, string? now) in Differences(
            OwnOf(known.Item), OwnOf(item)).Concat(Moves(known.Item, item)))
        {
            if (!IsNewPath("Opportunity", property, before, known.SeenRun))
                found.Add(Text(run, "Opportunity", item.Id, item.Name, "Changed", property, before, now, known.SeenRun));
        }

        known.Item = item;
    }

    /// <summary>Gives every subject the value that most of the living say.</summary>
    private void Elect(int run, List<MirrorItem> listed, List<string> found)
    {
        List<(string Key, string Value)> votes =
            _known.Values.Where(known => !known.IsDeleted).SelectMany(known => Said(known.Item)).ToList();
        List<(string Key, string Value)> now = listed.SelectMany(Said).ToList();
        foreach ((string key, string value) in now)
            _firstMet.TryAdd(key + "=" + value, _firstMet.Count);
        foreach (IGrouping<string, (string Key, string Value)> subject in votes.GroupBy(vote => vote.Key, StringComparer.Ordinal))
        {
            string? before = _subjects.GetValueOrDefault(subject.Key);
            string elected = subject.GroupBy(vote => vote.Value, StringComparer.Ordinal)
                .OrderByDescending(value => value.Count())
                .ThenByDescending(value => value.Key == before)
                .ThenByDescending(value => LastPlace(listed, subject.Key, value.Key))
                .ThenBy(value => _firstMet[subject.Key + "=" + value.Key])
                .First().Key;
            if (elected == before)
                continue;
            _subjects[subject.Key] = elected;
            TellSubject(run, subject.Key, before, elected, found);
        }
    }

    private int LastPlace(List<MirrorItem> listed, string key, string value) =>
        listed.FindLastIndex(item => Said(item).Contains((key, value)));

    private void TellSubject(int run, string key, string? before, string elected, List<string> found)
    {
        string kind = key[..key.IndexOf(' ', StringComparison.Ordinal)];
        string id = key[(kind.Length + 1)..];
        string name = _facts[elected].GetValueOrDefault("Name") ?? _facts[elected].GetValueOrDefault("FirstName") ?? string.Empty;
        if (before is null)
        {
            found.Add(Text(run, kind, id, name, "Added", null, null, null, _lastEvidence));
            return;
        }

        int heard = _heard.FindLastIndex(said => said.Contains(key + "=" + before)) + 1;
        foreach ((string property, string? old, string? now) in Differences(_facts[before], _facts[elected]))
        {
            if (!IsNewPath(kind, property, old, heard))
                found.Add(Text(run, kind, id, name, "Changed", property, old, now, heard));
        }
    }

    private bool IsNewPath(string kind, string property, string? before, int seenRun) =>
        before is null && property.StartsWith("AdditionalProperties.", StringComparison.Ordinal)
        && seenRun < _paths[kind + " " + property["AdditionalProperties.".Length..]];

    private IEnumerable<(string Key, string Value)> SaidOf(MirrorItem item)
    {
        if (item.StageName is not null && item.StageId is not null)
            yield return ("Stage " + item.StageId, Fact(
                new() { ["Name"] = item.StageName, ["Order"] = item.StageOrder.ToString(CultureInfo.InvariantCulture),
                ["IsOpen"] = "True" }));
        if (item.CompanyName is not null && item.CompanyId is not null)
            yield return ("Company " + item.CompanyId, Fact(new() { ["Name"] = item.CompanyName }));
        if (item.OwnerId is not null)
            yield return ("Owner " + item.OwnerId, Fact(new() { ["Name"] = item.OwnerName ?? string.Empty }));
        foreach (MirrorPerson person in item.Team.Where(person => person.Id is not null))
            yield return ("Contact " + person.Id, Fact(person.Say()));
    }

    private List<(string Key, string Value)> Said(MirrorItem item) => SaidOf(item).ToList();

    private string Fact(Dictionary<string, string> facts)
    {
        string text = string.Join(
            '\n', facts.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Key + ":" + pair.Value));
        _facts[text] = facts;
        return text;
    }

    /// <summary>What is an opportunity's own: where a thing has an id, the id and the name that go with it.</summary>
    private static Dictionary<string, string> OwnOf(MirrorItem item)
    {
        Dictionary<string, string> own = new(StringComparer.Ordinal);
        Set(own, "Name", item.Name);
        Set(own, "Description", item.Description);
        Set(own, "CloseDate", item.CloseDate);
        foreach ((string name, string json) in item.Extra)
            own["AdditionalProperties." + name] = json;
        return own;
    }

    /// <summary>
    /// Stage, company, owner and team: a move is an id and a name, another name of the same id is none, and without ids all of it counts.
    /// </summary>
    private static List<(string Property, string? Before, string? Now)> Moves(MirrorItem before, MirrorItem now)
    {
        List<(string Property, string? Before, string? Now)> moves = new();
        Move(
            moves, "Stage", before.StageName is null
                ? null
                : before.StageId, before.StageName, now.StageName is null
                ? null
                : now.StageId, now.StageName);
        Move(
            moves, "Company", before.CompanyName is null
                ? null
                : before.CompanyId, before.CompanyName, now.CompanyName is null
                ? null
                : now.CompanyId, now.CompanyName);
        Move(
            moves, "Owner", before.OwnerId, before.OwnerId is null
                ? null
                : before.OwnerName, now.OwnerId, now.OwnerId is null
                ? null
                : now.OwnerName);
        bool hasNoStageId = (before.StageId is null || before.StageName is null) && (now.StageId is null || now.StageName is null);
        if (hasNoStageId && (before.StageName is null) != (now.StageName is null))
        {
            moves.Add(("StageOrder", Order(before), Order(now)));
            moves.Add(("StageIsOpen", before.StageName is null ? null : "True", now.StageName is null ? null : "True"));
        }
        else if (hasNoStageId && Order(before) != Order(now))
        {
            moves.Add(("StageOrder", Order(before), Order(now)));
        }

        if (!People(before).SequenceEqual(People(now), StringComparer.Ordinal))
            moves.Add(("ClientTeam", MirrorText.Team(before), MirrorText.Team(now)));
        return moves;
    }

    private static void Move(
        List<(string, string?, string?)> moves, string kind, string? oldId, string? oldName, string? newId, string? newName)
    {
        if (oldId is not null && string.Equals(oldId, newId, StringComparison.Ordinal))
            return;
        if (!string.Equals(oldId, newId, StringComparison.Ordinal))
            moves.Add((kind + "Id", oldId, newId));
        if (!string.Equals(oldName, newName, StringComparison.Ordinal))
            moves.Add((kind + "Name", oldName, newName));
    }

    private static string? Order(MirrorItem item) => item.StageName is null ? null : item.StageOrder.ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<string> People(MirrorItem item) => item.Team
        .Select(
            person => person.Id is null
                ? "unknown " + string.Join(';', person.Say().Select(pair => pair.Key + pair.Value))
                : "id " + person.Id)
        .Order(StringComparer.Ordinal);

    private static void Set(Dictionary<string, string> own, string property, string? value)
    {
        if (value is not null)
            own[property] = value;
    }

    private static IEnumerable<(string Property, string? Before, string? Now)> Differences(
        Dictionary<string, string> before, Dictionary<string, string> now) =>
        from property in before.Keys.Union(now.Keys, StringComparer.Ordinal)
        let old = before.GetValueOrDefault(property)
        let current = now.GetValueOrDefault(property)
        where !string.Equals(old, current, StringComparison.Ordinal)
        select (property, old, current);

    private static string Text(
        int run, string subject, string id, string? name, string kind, string? property, string? before, string? now, int notBefore) =>
        string.Join('|', run, subject, id, name, kind, property, before, now, notBefore == 0 ? null : notBefore);

    private sealed class Known
    {
        internal Known(MirrorItem item) => Item = item;

        internal MirrorItem Item { get; set; }

        internal bool IsDeleted { get; set; }

        internal int SeenRun { get; set; }

        internal int MissingSince { get; set; }
    }
}
