using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Spott.Fakes;

/// <summary>An opportunity as one line of text, of what an account has and of what the module gives; and a change likewise.</summary>
public static class MirrorText
{
    /// <summary>As the account has it.</summary>
    public static string Of(MirrorItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        bool hasStage = item.StageName is not null;
        bool hasCompany = item.CompanyName is not null;
        bool hasOwner = item.OwnerId is not null;
        return Line(
            item.Id, item.Name, item.Description, hasStage
                ? item.StageId
                : null, item.StageName, hasStage
                ? item.StageOrder
                : null, hasStage
                ? "True"
                : null,
            hasCompany
                ? item.CompanyId
                : null, item.CompanyName, item.OwnerId, hasOwner
                ? item.OwnerName
                : null, item.CloseDate, Team(item),
            string.Join(';', item.Team.Select(person => $"{person.Id},{person.CompanyName},{Pairs(person.Extra)}")), Pairs(item.Extra));
    }

    /// <summary>As the module gives it.</summary>
    public static string Of(Opportunity item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return Line(
            item.Id, item.Name, item.Description, item.StageId, item.StageName, item.StageOrder, item.StageIsOpen?.ToString(),
            item.CompanyId, item.CompanyName,
            item.OwnerId, item.OwnerName, Value(item.CloseDate), item.ClientTeam.ToString(),
            string.Join(
                ';', item.ClientTeam.Select(
                    person => $"{person.Id},{person.CompanyName},{Pairs(person.AdditionalProperties)}")), Pairs(item.AdditionalProperties));
    }

    /// <summary>As <see cref="MirrorModel.Changes"/> has it.</summary>
    /// <param name="change">The module's.</param>
    /// <param name="notBeforeRun">The number of the run that began then; null for none.</param>
    public static string Of(Change change, long? notBeforeRun)
    {
        ArgumentNullException.ThrowIfNull(change);
        return string.Join(
            '|', change.RunNumber, change.Subject, change.Id, change.Name, change.Kind, change.Property, Value(change.OldValue),
            Value(change.NewValue), notBeforeRun);
    }

    internal static string Team(MirrorItem item) => string.Join("; ", item.Team.Select(Person));

    private static string Person(MirrorPerson person) => (person.FirstName, person.Email) switch
    {
        (null, null) => person.Id ?? string.Empty,
        (null, string address) => address,
        (string name, null) => name,
        (string name, string address) => $"{name} <{address}>",
    };

    private static string? Value(object? value) => value switch
    {
        null => null,
        DateTime moment => moment.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    private static string Pairs(IDictionary pairs)
    {
        List<string> texts = new();
        foreach (DictionaryEntry pair in pairs)
            texts.Add(pair.Key + ":" + Value(pair.Value));
        texts.Sort(StringComparer.Ordinal);
        return string.Join(',', texts);
    }

    private static string Line(params object?[] parts) => string.Join('|', parts);
}
