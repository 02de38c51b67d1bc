using System;
using System.IO;
using Spott.Files;

namespace Spott.Mirror.Database;

/// <summary>A mirror's file, open for one run. To be used where nobody else can be writing it.</summary>
internal abstract class WritableMirror : IDisposable
{
    /// <summary>The connection to it; another one after <see cref="TakeBack"/>.</summary>
    internal abstract SqliteDatabase Database { get; }

    /// <summary>Whether it holds nothing yet, not even tables.</summary>
    internal abstract bool IsNew { get; }

    /// <param name="path">Where it lies, behind links; there need be no file.</param>
    internal static WritableMirror Open(string path)
    {
        try
        {
            TemporaryFile.RemoveLeftovers(path);
        }
        catch (Exception unseen) when (unseen is IOException or UnauthorizedAccessException)
        {
            // A folder may be there to be written to and not to be listed.
        }

        return (WritableMirror?)MirrorDraft.TryBegin(path) ?? MirrorInPlace.Open(path);
    }

    /// <summary>Takes back what was written in a transaction that has not ended. No statement may be left.</summary>
    internal abstract void TakeBack();

    /// <summary>Called once, when the transaction has ended: the mirror has what it wrote, for good. No statement may be left.</summary>
    internal abstract void Finish();

    public abstract void Dispose();
}
