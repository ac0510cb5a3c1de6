using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Inpaint.Tests.Unit.Torch.Surface;

/// <summary>A member of another assembly that an assembly calls or reads: the type that the reference names, and the signature without names, defaults and modifiers.</summary>
internal sealed record MemberUse(string Owner, string Signature)
{
    /// <summary>All uses of members of one assembly in a compiled file.</summary>
    public static IReadOnlyList<MemberUse> Of(string path, string assembly)
    {
        using var stream = File.OpenRead(path);
        using var file = new PEReader(stream);
        var reader = file.GetMetadataReader();
        var spelling = new SignatureSpelling(reader);
        return [.. reader.MemberReferences.Select(reader.GetMemberReference)
            .Where(member => AssemblyOf(reader, member.Parent) == assembly)
            .Select(member => new MemberUse(OwnerOf(reader, spelling, member.Parent), SignatureOf(reader, spelling, member)))];
    }

    /// <summary>A recorded member without its modifiers, its parameters' names and their defaults.</summary>
    public static string Plain(string member)
    {
        foreach (var modifier in (ReadOnlySpan<string>)["static ", "readonly ", "const ", "virtual ", "abstract "])
        {
            if (member.StartsWith(modifier, StringComparison.Ordinal))
                member = member[modifier.Length..];
        }

        var open = member.IndexOf('(', StringComparison.Ordinal);
        if (open < 0)
            return member.Split(" = ")[0];
        var parameters = member[(open + 1)..^1];
        return parameters.Length == 0 ? member : $"{member[..(open + 1)]}{string.Join(", ", parameters.Split(", ").Select(TypeOf))})";
    }

    // "params long[] sizes" is long[], "out Tensor& x" is Tensor&, "double p = 0.5" is double.
    private static string TypeOf(string parameter)
    {
        var words = parameter.Split(' ');
        return words[0] is "params" or "out" or "in" or "this" ? TypeOf(parameter[(words[0].Length + 1)..]) : words[0];
    }

    private static string SignatureOf(MetadataReader reader, SignatureSpelling spelling, MemberReference member)
    {
        var name = reader.GetString(member.Name);
        if (member.GetKind() == MemberReferenceKind.Field)
            return $"{member.DecodeFieldSignature(spelling, null)} {name}";
        var signature = member.DecodeMethodSignature(spelling, null);
        var generic = signature.GenericParameterCount > 0 ? $"``{signature.GenericParameterCount}" : "";
        return $"{signature.ReturnType} {name}{generic}({string.Join(", ", signature.ParameterTypes)})";
    }

    private static string OwnerOf(MetadataReader reader, SignatureSpelling spelling, EntityHandle parent) => parent.Kind switch
    {
        HandleKind.TypeReference => spelling.GetTypeFromReference(reader, (TypeReferenceHandle)parent, 0),
        HandleKind.TypeSpecification => spelling.GetTypeFromSpecification(reader, null, (TypeSpecificationHandle)parent, 0).Split('<')[0],
        _ => "",
    };

    private static string? AssemblyOf(MetadataReader reader, EntityHandle handle) => handle.Kind switch
    {
        HandleKind.TypeReference => AssemblyOf(reader, reader.GetTypeReference((TypeReferenceHandle)handle).ResolutionScope),
        HandleKind.TypeSpecification => AssemblyOf(reader, GenericDefinition(reader, (TypeSpecificationHandle)handle)),
        HandleKind.AssemblyReference => reader.GetString(reader.GetAssemblyReference((AssemblyReferenceHandle)handle).Name),
        _ => null,
    };

    // A specification of a generic type begins with the instantiation mark, class or value type, and the type.
    private static EntityHandle GenericDefinition(MetadataReader reader, TypeSpecificationHandle handle)
    {
        var blob = reader.GetBlobReader(reader.GetTypeSpecification(handle).Signature);
        if (blob.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance)
            return default;
        blob.ReadCompressedInteger();
        return blob.ReadTypeHandle();
    }
}
