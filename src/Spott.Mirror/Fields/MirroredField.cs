using System.Text;
using System.Text.Json;
using Spott.Records;

namespace Spott.Mirror.Fields;

/// <summary>A field of a record's table as the mirror keeps it: by the name that it has within its subject.</summary>
/// <typeparam name="T">The record.</typeparam>
internal sealed class MirroredField<T>
{
    private readonly Field<T> _field;

    /// <param name="field">The record's.</param>
    /// <param name="subject">What its property's name begins with where it is a subject's; empty where it is the record's own.</param>
    internal MirroredField(Field<T> field, string subject = "")
    {
        _field = field;
        Name = field.Property.Substring(subject.Length);
        JsonName = JsonEncodedText.Encode(Name);
        Column = SnakeCase(Name);
    }

    /// <summary>What a change calls it.</summary>
    internal string Name { get; }

    /// <summary>The same, ready to be written.</summary>
    internal JsonEncodedText JsonName { get; }

    internal FieldKind Kind => _field.Kind;

    /// <summary>The name as the database has it.</summary>
    internal string Column { get; }

    /// <summary>Null for what is missing or empty; a moment is in UTC.</summary>
    internal object? Get(T record) => _field.Get(record);

    /// <summary>Takes null for what is missing.</summary>
    internal void Set(T record, object? value) => _field.Set(record, value);

    private static string SnakeCase(string name)
    {
        StringBuilder text = new(name.Length + 4);
        foreach (char letter in name)
        {
            if (char.IsUpper(letter) && text.Length > 0)
                text.Append('_');
            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }
}
