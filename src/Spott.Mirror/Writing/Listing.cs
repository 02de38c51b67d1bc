using System;
using System.Runtime.CompilerServices;
using Spott.Mirror.Database;
using Spott.Mirror.Fields;
using Spott.Ports;
using Spott.Records;

namespace Spott.Mirror.Writing;

/// <summary>What a run lists, item by item, and what becomes of it.</summary>
internal abstract class Listing : IDisposable
{
    /// <summary>Takes the next item; of an id that was listed twice the later one counts.</summary>
    internal abstract void Add(Opportunity item);

    /// <summary>Writes it, and the run, whole or not at all.</summary>
    internal abstract MirrorOutcome Commit(MirrorRunEnd end);

    public abstract void Dispose();

    /// <summary>Of the items' additional properties and of their people's.</summary>
    protected ListedPaths Paths { get; } = new();

    /// <summary>Binds what an item's row holds itself.</summary>
    /// <param name="insert">Where to.</param>
    /// <param name="column">The first value's place, from 0.</param>
    /// <param name="item">Whose.</param>
    [MethodImpl(HotPath.Options)]
    protected void BindOwn(SqliteStatement insert, int column, Opportunity item)
    {
        foreach (MirroredField<Opportunity> field in OwnFields.All)
        {
            object? value = field.Get(item);
            if (field.Kind == FieldKind.Json)
                Paths.Note(ChangeSubject.Opportunity, value as JsonDictionary);
            insert.BindCell(column++, Cell.Of(field.Kind, value));
        }
    }
}
