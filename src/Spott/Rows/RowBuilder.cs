using System.Collections.Generic;
using System.Management.Automation;

namespace Spott.Rows;

/// <summary>Builds a row cell by cell.</summary>
internal sealed class RowBuilder
{
    private readonly PSObject _row = new();
    private readonly bool _escapeFormula;

    /// <param name="escapeFormula">Put an apostrophe before a text that a spreadsheet would calculate.</param>
    internal RowBuilder(bool escapeFormula) => _escapeFormula = escapeFormula;

    internal PSObject Row => _row;

    /// <summary>Adds all columns of a record.</summary>
    internal void Add(IReadOnlyList<RowColumn> columns, PSObject record)
    {
        foreach (RowColumn column in columns)
            Add(column.Property, RowCell.Of(column.Read(record), column.Kind), column.Kind);
    }

    /// <summary>Adds what an opportunity's row says about one contact.</summary>
    /// <param name="contact">Null for an opportunity without contacts: the columns are there, and empty.</param>
    internal void AddContact(PSObject? contact)
    {
        foreach (RowColumn column in RowColumn.OfContact)
        {
            if (!column.IsJoin)
                Add("Contact" + column.Property, contact is null ? null : RowCell.Of(column.Read(contact), column.Kind), column.Kind);
        }
    }

    private void Add(string name, object? cell, RowColumnKind kind)
    {
        // A negative number is no formula.
        if (_escapeFormula && kind != RowColumnKind.Number && cell is string { Length: > 0 } text && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r')
            cell = "'" + text;
        _row.Properties.Add(new PSNoteProperty(name, cell), preValidated: true);
    }
}
