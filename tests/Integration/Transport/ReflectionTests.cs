using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Reflection.V1;
using Inpaint.Tests.Integration.Support;
using Inpaint.V1;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Alpha = Grpc.Reflection.V1Alpha;

namespace Inpaint.Tests.Integration.Transport;

public sealed class ReflectionTests
{
    [Fact]
    public async Task Every_mapped_service_is_listed()
    {
        await using TransportHost host = await StartAsync();
        ServerReflectionResponse response = await AskAsync(host, new ServerReflectionRequest { ListServices = "" });
        Assert.Equal(
            ["grpc.reflection.v1.ServerReflection", "grpc.reflection.v1alpha.ServerReflection", "inpaint.v1.ScoringService"],
            response.ListServicesResponse.Service.Select(static service => service.Name).Order());
    }

    [Theory]
    [InlineData("inpaint.v1.ScoringService")]
    [InlineData("inpaint.v1.ScoringService.Score")]
    [InlineData("inpaint.v1.ScoreRequest")]
    public async Task File_of_a_symbol_comes_with_all_it_imports(string symbol)
    {
        await using TransportHost host = await StartAsync();
        ServerReflectionResponse response = await AskAsync(host, new ServerReflectionRequest { FileContainingSymbol = symbol });
        IReadOnlyList<FileDescriptorProto> files =
            [.. response.FileDescriptorResponse.FileDescriptorProto.Select(FileDescriptorProto.Parser.ParseFrom)];
        Assert.Equal("inpaint/v1/scoring.proto", files[0].Name);
        Assert.Contains(files[0].Service, static service => service.Name == nameof(ScoringService));
        HashSet<string> given = [.. files.Select(static file => file.Name)];
        Assert.All(files.SelectMany(static file => file.Dependency), import => Assert.Contains(import, given));
        Assert.Equal(files.Count, given.Count);
    }

    [Fact]
    public async Task File_is_found_by_its_name()
    {
        await using TransportHost host = await StartAsync();
        ServerReflectionResponse response = await AskAsync(host, new ServerReflectionRequest { FileByFilename = "inpaint/v1/picture.proto" });
        Assert.Equal("inpaint/v1/picture.proto", FileDescriptorProto.Parser.ParseFrom(response.FileDescriptorResponse.FileDescriptorProto[0]).Name);
    }

    [Fact]
    public async Task Unknown_symbol_is_an_answer_and_the_stream_goes_on()
    {
        await using TransportHost host = await StartAsync();
        using AsyncDuplexStreamingCall<ServerReflectionRequest, ServerReflectionResponse> call =
            new ServerReflection.ServerReflectionClient(host.Invoker).ServerReflectionInfo();
        await call.RequestStream.WriteAsync(new ServerReflectionRequest { FileContainingSymbol = "inpaint.v1.Missing" }).Within();
        Assert.True(await call.ResponseStream.MoveNext().Within());
        Assert.Equal((int)StatusCode.NotFound, call.ResponseStream.Current.ErrorResponse.ErrorCode);
        await call.RequestStream.WriteAsync(new ServerReflectionRequest { ListServices = "" }).Within();
        Assert.True(await call.ResponseStream.MoveNext().Within());
        Assert.NotEmpty(call.ResponseStream.Current.ListServicesResponse.Service);
    }

    [Fact]
    public async Task Tools_of_the_version_before_get_the_same_answers()
    {
        await using TransportHost host = await StartAsync();
        using AsyncDuplexStreamingCall<Alpha.ServerReflectionRequest, Alpha.ServerReflectionResponse> call =
            new Alpha.ServerReflection.ServerReflectionClient(host.Invoker).ServerReflectionInfo();
        await call.RequestStream.WriteAsync(new Alpha.ServerReflectionRequest { FileContainingSymbol = "inpaint.v1.ScoringService" }).Within();
        Assert.True(await call.ResponseStream.MoveNext().Within());
        ServerReflectionResponse current = await AskAsync(host, new ServerReflectionRequest { FileContainingSymbol = "inpaint.v1.ScoringService" });
        Assert.Equal(
            current.FileDescriptorResponse.FileDescriptorProto,
            call.ResponseStream.Current.FileDescriptorResponse.FileDescriptorProto);
    }

    [Fact]
    public async Task Mapping_without_registration_is_refused_at_start() =>
        await Assert.ThrowsAsync<InvalidOperationException>(static () =>
            TransportHost.StartAsync(configureApplication: static application => application.MapGrpcReflectionService()));

    private static Task<TransportHost> StartAsync() => TransportHost.StartAsync(
        configureBuilder: static builder => builder.Services.AddGrpcReflection(),
        configureApplication: static application =>
        {
            application.MapGrpcService<Scorer>();
            application.MapGrpcReflectionService();
        });

    private static async Task<ServerReflectionResponse> AskAsync(TransportHost host, ServerReflectionRequest request)
    {
        using AsyncDuplexStreamingCall<ServerReflectionRequest, ServerReflectionResponse> call =
            new ServerReflection.ServerReflectionClient(host.Invoker).ServerReflectionInfo();
        await call.RequestStream.WriteAsync(request).Within();
        Assert.True(await call.ResponseStream.MoveNext().Within());
        return call.ResponseStream.Current;
    }

    private sealed class Scorer : ScoringService.ScoringServiceBase;
}
