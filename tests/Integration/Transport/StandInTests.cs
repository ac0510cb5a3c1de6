using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Inpaint.Tests.Integration.Transport;

/// <summary>
/// The official assemblies were compiled against packages that a registry may lack. Whatever of those packages they refer to
/// must exist in what stands in for them, or a call fails on the day it is first made.
/// </summary>
public sealed class StandInTests
{
    [Theory]
    [InlineData("Grpc.Net.Client", "Grpc.Core.Api")]
    [InlineData("Grpc.Net.Client", "Grpc.Net.Common")]
    [InlineData("Grpc.AspNetCore.Server", "Grpc.Core.Api")]
    [InlineData("Grpc.AspNetCore.Server", "Grpc.Net.Common")]
    [InlineData("Yarp.ReverseProxy", "System.IO.Hashing")]
    [InlineData("StackExchange.Redis", "System.IO.Hashing")]
    [InlineData("StackExchange.Redis", "Pipelines.Sockets.Unofficial")]
    public void Every_member_that_an_official_assembly_uses_exists(string official, string standIn)
    {
        Assembly assembly = Assembly.Load(official);
        using PEReader file = new(File.OpenRead(assembly.Location));
        MetadataReader metadata = file.GetMetadataReader();
        MemberReferenceHandle[] members = [.. metadata.MemberReferences.Where(handle => Owner(metadata, metadata.GetMemberReference(handle).Parent) == standIn)];

        Assert.NotEmpty(members);
        Assert.All(members, handle => Resolve(assembly.ManifestModule, metadata, handle));
    }

    [Theory]
    [InlineData("Grpc.Core.Api", "2.0.0.0", "d754f35622e28bad")]
    [InlineData("Grpc.Net.Common", "2.0.0.0", "d754f35622e28bad")]
    [InlineData("System.IO.Hashing", "10.0.0.2", null)]
    [InlineData("Pipelines.Sockets.Unofficial", "1.0.0.0", null)]
    public void Identity_is_at_least_what_the_official_assemblies_bind_to(string standIn, string version, string? publicKeyToken)
    {
        AssemblyName name = Assembly.Load(standIn).GetName();
        Assert.True(name.Version >= Version.Parse(version), $"{name} is older than {version}.");
        if (publicKeyToken is not null)
            Assert.Equal(publicKeyToken, Convert.ToHexStringLower(name.GetPublicKeyToken()!));
    }

    private static void Resolve(Module module, MetadataReader metadata, MemberReferenceHandle handle)
    {
        // Open generic types close over anything for this purpose; which type does not change whether the member is there.
        Type[] anything = [typeof(string), typeof(string), typeof(string)];
        MemberInfo? member = module.ResolveMember(MetadataTokens.GetToken(handle), anything, anything);
        Assert.Equal(metadata.GetString(metadata.GetMemberReference(handle).Name), member?.Name);
    }

    private static string? Owner(MetadataReader metadata, EntityHandle type) => type.Kind switch
    {
        HandleKind.TypeReference when metadata.GetTypeReference((TypeReferenceHandle)type) is var reference => reference.ResolutionScope.Kind switch
        {
            HandleKind.AssemblyReference => metadata.GetString(metadata.GetAssemblyReference((AssemblyReferenceHandle)reference.ResolutionScope).Name),
            _ => Owner(metadata, reference.ResolutionScope),
        },
        HandleKind.TypeSpecification => Owner(metadata, GenericType(metadata, (TypeSpecificationHandle)type)),
        _ => null,
    };

    private static EntityHandle GenericType(MetadataReader metadata, TypeSpecificationHandle specification)
    {
        BlobReader signature = metadata.GetBlobReader(metadata.GetTypeSpecification(specification).Signature);
        if (signature.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance)
            return default;
        signature.ReadCompressedInteger();
        return signature.ReadTypeHandle();
    }
}
