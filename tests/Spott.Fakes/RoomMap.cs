using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Spott.Fakes;

/// <summary>
/// Which folder of an assembly's sources leans on which: the debug symbols name the file of each type, the metadata and the code name the
/// types that it refers to. Constants leave no trace, since the compiler copies them.
/// </summary>
public static class RoomMap
{
    /// <summary>
    /// Each reference from one folder to another, such as <c>Runs|Ports|RunProgress|SpottApi</c>; a file beside the project is in <c>.</c>.
    /// </summary>
    /// <param name="assembly">The assembly's path; its portable symbols lie beside it.</param>
    /// <param name="root">The project's folder as the symbols name it, such as <c>/src/Spott/</c>.</param>
    /// <exception cref="InvalidDataException">A type's file is not known, or lies elsewhere.</exception>
    public static string[] References(string assembly, string root)
    {
        using PEReader image = new(File.OpenRead(assembly));
        using MetadataReaderProvider symbols = MetadataReaderProvider.FromPortablePdbStream(
            File.OpenRead(Path.ChangeExtension(assembly, ".pdb")));
        MetadataReader metadata = image.GetMetadataReader();
        TypeFiles files = new(metadata, symbols.GetMetadataReader());

        SortedSet<string> references = new(StringComparer.Ordinal);
        foreach (TypeDefinitionHandle handle in metadata.TypeDefinitions)
        {
            TypeDefinitionHandle from = files.Outermost(handle);
            if (files.Room(from, root) is not { } room)
                continue;
            foreach (TypeDefinitionHandle named in new TypeReferences(image, metadata).Of(handle).Select(files.Outermost).Distinct())
            {
                if (files.Room(named, root) is { } other && other != room)
                    references.Add($"{room}|{other}|{files.Name(from)}|{files.Name(named)}");
            }
        }

        return references.ToArray();
    }
}
