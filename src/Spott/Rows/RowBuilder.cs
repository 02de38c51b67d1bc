using System.Collections.Generic;
using System.Management.Automation;
using Spott.Records;

namespace Spott.Rows;

/// <summary>Builds a row cell by cell.</summary>
internal sealed class RowBuilder
{
    private readonly PSObject _row = new();
    private readonly bool _escapeFormula;

    /// <param name="escapeFormula">Put an apostrophe before a text that a spreadsheet would calculate.</param>
    internal RowBuilder(bool escapeFormula) => _escapeFormula = escapeFormula;

    internal PSObject Row => _row;

    /// <summary>Adds a column for each field of a record.</summary>
    internal void Add<TRecord>(IReadOnlyList<Field<TRecord>> fields, PSObject record)
        where TRecord : class
    {
        foreach (Field<TRecord> field in fields)
            Add(field.Property, RowCell.Of(field, record));
    }

    /// <summary>Adds what an opportunity's row says about one contact.</summary>
    /// <param name="contact">Null for an opportunity without contacts: the columns are there, and empty.</param>
    internal void AddContact(PSObject? contact)
    {
        foreach (Field<Contact> field in ContactFields.All)
        {
            if (!field.IsJoin)
                Add("Contact" + field.Property, contact is null ? null : RowCell.Of(field, contact));
        }
    }

    /// <summary>Adds these columns.</summary>
    internal void Add(IEnumerable<(string Column, object? Cell)> cells)
    {
        foreach ((string column, object? cell) in cells)
            Add(column, cell);
    }

    private void Add(string name, object? cell)
    {
        if (_escapeFormula && cell is string text)
            cell = Formula.Escape(text);
        _row.Properties.Add(new PSNoteProperty(name, cell), preValidated: true);
    }
}
