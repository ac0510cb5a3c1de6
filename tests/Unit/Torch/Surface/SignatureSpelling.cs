using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace Inpaint.Tests.Unit.Torch.Surface;

/// <summary>Spells types of an assembly's metadata as <see cref="TypeSpelling"/> spells loaded ones.</summary>
internal sealed class SignatureSpelling(MetadataReader reader) : ISignatureTypeProvider<string, object?>
{
    public string GetPrimitiveType(PrimitiveTypeCode typeCode) => TypeSpelling.Shorten("System." + typeCode);

    public string GetTypeFromDefinition(MetadataReader metadata, TypeDefinitionHandle handle, byte rawTypeKind)
    {
        var type = reader.GetTypeDefinition(handle);
        var name = reader.GetString(type.Name);
        return type.IsNested ? GetTypeFromDefinition(metadata, type.GetDeclaringType(), 0) + "." + name : TypeSpelling.Shorten(Joined(reader.GetString(type.Namespace), name));
    }

    public string GetTypeFromReference(MetadataReader metadata, TypeReferenceHandle handle, byte rawTypeKind) => TypeSpelling.Shorten(FullName(handle));

    public string GetTypeFromSpecification(MetadataReader metadata, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

    public string GetSZArrayType(string elementType) => TypeSpelling.Array(elementType, 1);

    public string GetArrayType(string elementType, ArrayShape shape) => TypeSpelling.Array(elementType, shape.Rank);

    public string GetByReferenceType(string elementType) => elementType + "&";

    public string GetPointerType(string elementType) => elementType + "*";

    public string GetGenericInstantiation(string genericType, ImmutableArray<string> typeArguments) => TypeSpelling.Generic(genericType, typeArguments);

    public string GetGenericTypeParameter(object? genericContext, int index) => "!" + index;

    public string GetGenericMethodParameter(object? genericContext, int index) => "!!" + index;

    public string GetModifiedType(string modifier, string unmodifiedType, bool isRequired) => unmodifiedType;

    public string GetPinnedType(string elementType) => elementType;

    public string GetFunctionPointerType(MethodSignature<string> signature) => "fnptr";

    private static string Joined(string space, string name) => space.Length == 0 ? name : space + "." + name;

    private string FullName(TypeReferenceHandle handle)
    {
        var type = reader.GetTypeReference(handle);
        var name = reader.GetString(type.Name);
        return type.ResolutionScope.Kind == HandleKind.TypeReference
            ? FullName((TypeReferenceHandle)type.ResolutionScope) + "." + name
            : Joined(reader.GetString(type.Namespace), name);
    }
}
