using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Spott.Records;

namespace Spott.Engine.Json;

/// <summary>Makes of a record's table of fields the shape of the objects that they are read from.</summary>
/// <typeparam name="TRecord">The record.</typeparam>
internal sealed class ShapeBuilder<TRecord>
    where TRecord : class
{
    private readonly string _pathInItem;
    private readonly Func<Field<TRecord>, ListShape<TRecord>>? _list;

    /// <param name="pathInItem">Where the record stands in a page's item, with what has to be put before a field's path.</param>
    /// <param name="list">Gives the shape of a list.</param>
    internal ShapeBuilder(string pathInItem = "", Func<Field<TRecord>, ListShape<TRecord>>? list = null)
    {
        _pathInItem = pathInItem;
        _list = list;
    }

    /// <summary>
    /// What the API's <c>viewType</c> of an object directly in the record puts before the object's name; null when there is none.
    /// </summary>
    internal string? ViewTypePrefix { get; set; }

    internal ObjectShape<TRecord> Build(IEnumerable<Field<TRecord>> fields) =>
        Build(string.Empty, fields.Where(field => field.Path is not null));

    private ObjectShape<TRecord> Build(string path, IEnumerable<Field<TRecord>> fields)
    {
        int depth = path.Length == 0 ? 0 : path.Length + 1;
        bool hasViewType = ViewTypePrefix is not null && path.Length > 0 && path.IndexOf('.') < 0;
        string viewType = hasViewType ? ViewTypePrefix + char.ToUpperInvariant(path[0]) + path.Substring(1) : string.Empty;
        return new ObjectShape<TRecord>(path, Encoding.UTF8.GetBytes(viewType), fields
            .GroupBy(field => field.Path!.Substring(depth).Split('.')[0])
            .Select(group => Member(group.Key, path.Length == 0 ? group.Key : path + "." + group.Key, group.ToList()))
            .ToArray());
    }

    private ObjectMember<TRecord> Member(string name, string path, List<Field<TRecord>> fields)
    {
        Field<TRecord> field = fields[0];
        bool isField = field.Path == path;
        return new ObjectMember<TRecord>(Encoding.UTF8.GetBytes(name), path, _pathInItem + path)
        {
            IsCommon = field.IsCommon,
            Text = isField ? (field as Field<TRecord, string?>)?.Setter : null,
            Flag = isField ? (field as Field<TRecord, bool?>)?.Setter : null,
            Number = isField ? (field as Field<TRecord, decimal?>)?.Setter : null,
            Moment = isField ? (field as Field<TRecord, DateTime?>)?.Setter : null,
            List = isField && field.Kind is FieldKind.Contacts or FieldKind.Emails or FieldKind.PhoneNumbers ? _list?.Invoke(field) : null,
            Inner = isField ? null : Build(path, fields),
        };
    }
}
