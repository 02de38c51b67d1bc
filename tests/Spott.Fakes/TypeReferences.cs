using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Spott.Fakes;

/// <summary>The types of the same assembly that one of them refers to: in its bases, members, attributes and code.</summary>
internal sealed class TypeReferences
{
    private readonly PEReader _image;
    private readonly MetadataReader _metadata;
    private readonly HashSet<TypeDefinitionHandle> _named = new();
    private readonly SignatureTypes _signatures;

    internal TypeReferences(PEReader image, MetadataReader metadata)
    {
        _image = image;
        _metadata = metadata;
        _signatures = new SignatureTypes(_named);
    }

    internal IReadOnlyCollection<TypeDefinitionHandle> Of(TypeDefinitionHandle handle)
    {
        TypeDefinition type = _metadata.GetTypeDefinition(handle);
        Add(type.BaseType);
        foreach (InterfaceImplementationHandle implemented in type.GetInterfaceImplementations())
            Add(_metadata.GetInterfaceImplementation(implemented).Interface);
        AddAttributes(type.GetCustomAttributes());
        foreach (FieldDefinitionHandle field in type.GetFields())
        {
            _metadata.GetFieldDefinition(field).DecodeSignature(_signatures, null);
            AddAttributes(_metadata.GetFieldDefinition(field).GetCustomAttributes());
        }

        foreach (PropertyDefinitionHandle property in type.GetProperties())
            AddAttributes(_metadata.GetPropertyDefinition(property).GetCustomAttributes());
        foreach (MethodDefinitionHandle method in type.GetMethods())
            AddMethod(_metadata.GetMethodDefinition(method));
        return _named;
    }

    private void AddMethod(MethodDefinition method)
    {
        method.DecodeSignature(_signatures, null);
        AddAttributes(method.GetCustomAttributes());
        if (method.RelativeVirtualAddress == 0)
            return;

        MethodBodyBlock body = _image.GetMethodBody(method.RelativeVirtualAddress);
        if (!body.LocalSignature.IsNil)
            _metadata.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(_signatures, null);
        foreach (ExceptionRegion region in body.ExceptionRegions)
            Add(region.CatchType);
        foreach (int token in CodeTokens.In(body.GetILBytes() ?? Array.Empty<byte>()))
            Add(MetadataTokens.EntityHandle(token));
    }

    private void AddAttributes(CustomAttributeHandleCollection attributes)
    {
        foreach (CustomAttributeHandle attribute in attributes)
        {
            // Types that it names as values, such as a completer, are texts in its blob.
            CustomAttribute one = _metadata.GetCustomAttribute(attribute);
            Add(one.Constructor);
            foreach (string name in
                one.DecodeValue(new AttributeTypes()).FixedArguments.Select(argument => argument.Value).OfType<string>())
                AddByName(name);
        }
    }

    private void AddByName(string name)
    {
        foreach (TypeDefinitionHandle handle in _metadata.TypeDefinitions)
        {
            TypeDefinition type = _metadata.GetTypeDefinition(handle);
            if (name == _metadata.GetString(type.Namespace) + "." + _metadata.GetString(type.Name))
                _named.Add(handle);
        }
    }

    private void Add(EntityHandle entity)
    {
        if (entity.IsNil)
            return;
        switch (entity.Kind)
        {
            case HandleKind.TypeDefinition:
                _named.Add((TypeDefinitionHandle)entity);
                break;
            case HandleKind.TypeSpecification:
                _metadata.GetTypeSpecification((TypeSpecificationHandle)entity).DecodeSignature(_signatures, null);
                break;
            case HandleKind.MethodDefinition:
                _named.Add(_metadata.GetMethodDefinition((MethodDefinitionHandle)entity).GetDeclaringType());
                break;
            case HandleKind.FieldDefinition:
                _named.Add(_metadata.GetFieldDefinition((FieldDefinitionHandle)entity).GetDeclaringType());
                break;
            case HandleKind.MemberReference:
                Add(_metadata.GetMemberReference((MemberReferenceHandle)entity).Parent);
                break;
            case HandleKind.MethodSpecification:
                MethodSpecification generic = _metadata.GetMethodSpecification((MethodSpecificationHandle)entity);
                generic.DecodeSignature(_signatures, null);
                Add(generic.Method);
                break;
        }
    }
}
