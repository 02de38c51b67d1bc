using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace Spott.Fakes;

/// <summary>The source file of each type of an assembly, out of its debug symbols.</summary>
internal sealed class TypeFiles
{
    // Of types without code, interfaces and enumerations, the compiler says the file here.
    private static readonly Guid TypeDocuments = new("932E74BC-DBA9-4478-8D46-0F32A7BAB3D3");

    private readonly MetadataReader _metadata;
    private readonly MetadataReader _symbols;
    private readonly Dictionary<TypeDefinitionHandle, string?> _files = new();

    internal TypeFiles(MetadataReader metadata, MetadataReader symbols)
    {
        _metadata = metadata;
        _symbols = symbols;
    }

    internal string Name(TypeDefinitionHandle type) => _metadata.GetString(_metadata.GetTypeDefinition(type).Name);

    /// <summary>What the compiler makes, and what stands inside another type, belongs to that one.</summary>
    internal TypeDefinitionHandle Outermost(TypeDefinitionHandle type)
    {
        while (_metadata.GetTypeDefinition(type).GetDeclaringType() is { IsNil: false } declaring)
            type = declaring;
        return type;
    }

    /// <summary>The folder below the root, <c>.</c> for the root itself; null for what no source file holds.</summary>
    /// <exception cref="InvalidDataException">The file lies elsewhere.</exception>
    internal string? Room(TypeDefinitionHandle type, string root)
    {
        if (!_files.TryGetValue(type, out string? file))
            _files[type] = file = Documents(type).FirstOrDefault();
        if (file is null)
            return IsMadeByTheCompiler(type) ? null : throw new InvalidDataException($"The file of {Name(type)} is not known.");
        if (file.Contains("/obj/", StringComparison.Ordinal))
            return null;
        // Beside the assemblies lies what the compiler of an older framework wants: of no room.
        if (file.LastIndexOf('/') == root.TrimEnd('/').LastIndexOf('/'))
            return null;
        if (!file.StartsWith(root, StringComparison.Ordinal))
            throw new InvalidDataException($"{Name(type)} is in {file}, which is not below {root}.");
        string below = file.Substring(root.Length);
        int slash = below.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? "." : below.Substring(0, slash);
    }

    // Its helpers and the attributes that a framework lacks have no file.
    private bool IsMadeByTheCompiler(TypeDefinitionHandle type) =>
        !_metadata.GetString(_metadata.GetTypeDefinition(type).Namespace).StartsWith("Spott", StringComparison.Ordinal);

    private IEnumerable<string> Documents(TypeDefinitionHandle type)
    {
        foreach (CustomDebugInformationHandle handle in _symbols.GetCustomDebugInformation(type))
        {
            CustomDebugInformation information = _symbols.GetCustomDebugInformation(handle);
            if (_symbols.GetGuid(information.Kind) == TypeDocuments)
                yield return Path(MetadataTokens.DocumentHandle(_symbols.GetBlobReader(information.Value).ReadCompressedInteger()));
        }

        TypeDefinition definition = _metadata.GetTypeDefinition(type);
        foreach (MethodDefinitionHandle method in definition.GetMethods())
        {
            MethodDebugInformation information = _symbols.GetMethodDebugInformation(method.ToDebugInformationHandle());
            if (!information.Document.IsNil)
                yield return Path(information.Document);
        }

        foreach (TypeDefinitionHandle nested in definition.GetNestedTypes())
        {
            foreach (string document in Documents(nested))
                yield return document;
        }
    }

    private string Path(DocumentHandle document) => _symbols.GetString(_symbols.GetDocument(document).Name).Replace('\\', '/');
}
