using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Spott.Mirror.Fields;
using Spott.Ports;

namespace Spott.Mirror.Database;

/// <summary>
/// Finds people in a mirror: by their id, or by an address that they have or had. Whoever has an id is found as a whole; of somebody
/// without one there are only values.
/// </summary>
internal sealed class ContactSearch
{
    private readonly SqliteDatabase _database;
    private readonly Dictionary<string, List<string>> _byEmail;
    private readonly HashSet<string> _seenEmails = new(StringComparer.Ordinal);
    private readonly Dictionary<long, Contact> _withId = new();
    private readonly Dictionary<long, Contact> _withoutId = new();

    private ContactSearch(SqliteDatabase database, ContactQuery query)
    {
        _database = database;
        _byEmail = query.Emails.GroupBy(ErasedContacts.Normal, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);
    }

    /// <summary>Numbers of people that have an id.</summary>
    internal IReadOnlyCollection<long> Sids => _withId.Keys;

    /// <summary>Numbers of what is said of people that have none.</summary>
    internal IReadOnlyCollection<long> Vids => _withoutId.Keys;

    internal IEnumerable<string> Ids => _withId.Values.Select(person => person.Id!);

    internal ContactMatches Matches { get; } = new();

    internal static ContactSearch Run(SqliteDatabase database, ContactQuery query)
    {
        ContactSearch search = new(database, query);
        ErasedContacts? erased = ErasedContacts.Of(database);
        foreach (string id in query.Ids.Distinct(StringComparer.Ordinal))
        {
            if (database.Value("SELECT sid FROM subject WHERE kind = ? AND id = ?", (long)ChangeSubject.Contact, id) is long sid)
                search.AddPerson(sid);
            else
                search.NotFound(id, erased?.HasId(id) == true);
        }

        if (query.Emails.Count > 0)
            search.ByEmail(erased);
        search.Describe();
        return search;
    }

    private void ByEmail(ErasedContacts? erased)
    {
        List<long> found = new();
        foreach (SqliteStatement row in _database.Rows(
            "SELECT vid, sid, body FROM subject_value WHERE kind = ? ORDER BY vid", (long)ChangeSubject.Contact))
        {
            Contact said = new();
            Body.Apply(Subjects.Contact, row.Bytes(2), said);
            bool isOne = false;
            foreach (string email in said.Emails.Select(entry => entry.Email).OfType<string>().Select(ErasedContacts.Normal))
            {
                if (!_byEmail.ContainsKey(email))
                    continue;
                isOne = true;
                _seenEmails.Add(email);
            }

            if (isOne && row.NumberOrNull(1) is { } sid)
                found.Add(sid);
            else if (isOne)
                _withoutId[row.Number(0)] = said;
        }

        found.ForEach(AddPerson);
        foreach (string given in _byEmail.Where(group => !_seenEmails.Contains(group.Key)).SelectMany(group => group.Value))
            NotFound(given, erased?.HasEmail(given) == true);
    }

    private void AddPerson(long sid)
    {
        if (_withId.ContainsKey(sid))
            return;
        Contact person = new();
        foreach (SqliteStatement row in _database.Rows(
            "SELECT s.id, v.body FROM subject s JOIN subject_value v ON v.vid = s.vid WHERE s.sid = ?", sid))
        {
            Body.Apply(Subjects.Contact, row.Bytes(1), person);
            person.Id = row.Text(0);
        }

        _withId.Add(sid, person);
    }

    private void NotFound(string given, bool wasErased) => (wasErased ? Matches.Erased : Matches.Unknown).Add(given);

    private void Describe()
    {
        foreach ((long sid, Contact person) in _withId.OrderBy(pair => pair.Key))
            Add("s", sid, person.ToString() == person.Id ? person.Id! : $"{person} ({person.Id})");
        foreach ((long vid, Contact person) in _withoutId.OrderBy(pair => pair.Key))
            Add("v", vid, person.ToString());
    }

    private void Add(string kind, long number, string name)
    {
        Matches.Keys.Add(kind + number.ToString(CultureInfo.InvariantCulture));
        Matches.Names.Add(ConsoleText.Harmless(name));
    }
}
