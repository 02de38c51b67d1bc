using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;

namespace Spott.Mirror.Database;

/// <summary>
/// Who was erased and must not come back: hashes with a key of the mirror's own of their ids, and of addresses that were given. No person
/// can be read out of them, and no two mirrors have the same; but the key lies beside them, so that who has the file can test a guess.
/// </summary>
internal sealed class ErasedContacts
{
    private const int KeyLength = 32;
    private const string OfId = "id:";
    private const string OfEmail = "email:";

    private readonly byte[] _key;
    private readonly HashSet<string> _hashes;

    private ErasedContacts(byte[] key, HashSet<string> hashes)
    {
        _key = key;
        _hashes = hashes;
    }

    /// <summary>Null where nobody was erased yet.</summary>
    internal static ErasedContacts? Of(SqliteDatabase database)
    {
        if (database.Count("PRAGMA user_version") < 2 || database.Value("SELECT key FROM erasure_key") is not string key)
            return null;
        return new ErasedContacts(
            Convert.FromBase64String(key),
            database.Rows("SELECT hash FROM erased").Select(row => row.Text(0)).ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>The same, with a key that is made where there is none.</summary>
    internal static ErasedContacts Begin(SqliteDatabase database)
    {
        if (Of(database) is { } known)
            return known;
        byte[] key = RandomNumberGenerator.GetBytes(KeyLength);
        database.Execute("INSERT INTO erasure_key (one, key) VALUES (1, ?)", Convert.ToBase64String(key));
        return new ErasedContacts(key, new HashSet<string>(StringComparer.Ordinal));
    }

    internal bool HasId(string id) => _hashes.Contains(Hash(OfId + id));

    internal bool HasEmail(string email) => _hashes.Contains(Hash(OfEmail + Normal(email)));

    /// <summary>A team without them: whom the id tells, or any address.</summary>
    internal IReadOnlyList<Contact> Without(IReadOnlyList<Contact> team) => team.Where(person => !Has(person)).ToList();

    internal void AddId(SqliteDatabase database, string id) => Add(database, Hash(OfId + id));

    internal void AddEmail(SqliteDatabase database, string email) => Add(database, Hash(OfEmail + Normal(email)));

    /// <summary>An address as it is compared.</summary>
    internal static string Normal(string email) => email.Trim().ToLowerInvariant();

    private bool Has(Contact person) =>
        (person.Id is { } id && HasId(id)) || person.Emails.Any(entry => entry.Email is { } email && HasEmail(email));

    private void Add(SqliteDatabase database, string hash)
    {
        if (_hashes.Add(hash))
            database.Execute("INSERT INTO erased (hash) VALUES (?)", hash);
    }

    private string Hash(string text) => Convert.ToHexString(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(text)));
}
