using System;
using System.Collections.Generic;
using System.Text.Json;
using Spott.Records;

namespace Spott.Engine.Json;

/// <summary>A list of objects that a record holds.</summary>
/// <typeparam name="TRecord">The record.</typeparam>
internal abstract class ListShape<TRecord>
    where TRecord : class
{
    /// <summary>Reads the list into the record.</summary>
    /// <param name="reader">Stands on the array's start; afterwards on its end.</param>
    /// <param name="fields">What reads the elements.</param>
    /// <param name="member">The list's name.</param>
    /// <param name="record">What holds it.</param>
    /// <param name="place">Where it stands.</param>
    internal abstract void Read(ref Utf8JsonReader reader, FieldReader fields, ObjectMember member, TRecord record, in FieldPlace place);
}

/// <summary>A list with the type of its elements.</summary>
/// <typeparam name="TRecord">The record that holds it.</typeparam>
/// <typeparam name="TElement">What it holds.</typeparam>
internal sealed class ListShape<TRecord, TElement> : ListShape<TRecord>
    where TRecord : class
    where TElement : class
{
    private readonly Field<TRecord, ValueList<TElement>> _field;
    private readonly ObjectShape<TElement> _element;
    private readonly Func<TElement> _create;

    internal ListShape(Field<TRecord> field, ObjectShape<TElement> element, Func<TElement> create)
    {
        _field = (Field<TRecord, ValueList<TElement>>)field;
        _element = element;
        _create = create;
    }

    internal override void Read(ref Utf8JsonReader reader, FieldReader fields, ObjectMember member, TRecord record, in FieldPlace place)
    {
        List<TElement> elements = new(1);
        for (int index = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
        {
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                fields.Budget.Take();
                TElement element = _create();
                FieldPlace its = element is IRecord holder ? new FieldPlace(holder) : new FieldPlace(place.Holder, member.Path, index);
                _element.Read(ref reader, fields, element, its);
                elements.Add(element);
            }
            else if (reader.TokenType != JsonTokenType.Null)
            {
                fields.KeepElement(ref reader, member, index, place);
            }
        }

        _field.Setter(record, elements.Count == 0 ? ValueList<TElement>.None : new ValueList<TElement>(elements));
    }
}
