using System;

namespace Spott.Mirror.Fields;

/// <summary>One property of a record: its name, how it is kept, and how it is read and set.</summary>
/// <typeparam name="T">The record.</typeparam>
internal sealed class Field<T>
{
    internal Field(string name, FieldKind kind, Func<T, object?> get, Action<T, object?> set)
    {
        Name = name;
        Kind = kind;
        Get = get;
        Set = set;
        Column = SnakeCase(name);
    }

    /// <summary>What a change calls it.</summary>
    internal string Name { get; }

    internal FieldKind Kind { get; }

    /// <summary>Null for what is missing or empty.</summary>
    internal Func<T, object?> Get { get; }

    /// <summary>Takes null for what is missing.</summary>
    internal Action<T, object?> Set { get; }

    /// <summary>The name as the database has it.</summary>
    internal string Column { get; }

    private static string SnakeCase(string name)
    {
        System.Text.StringBuilder text = new(name.Length + 4);
        foreach (char letter in name)
        {
            if (char.IsUpper(letter) && text.Length > 0)
                text.Append('_');
            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }
}
