using Google.Protobuf;
using Grpc.Core;
using Grpc.Reflection.V1Alpha;

namespace Grpc.AspNetCore.Server.Reflection;

/// <summary>Answers <c>grpc.reflection.v1alpha</c>, whose messages have the same bytes as those of v1.</summary>
internal sealed class ReflectionAlphaService(ServiceCatalog catalog) : ServerReflection.ServerReflectionBase
{
    public override async Task ServerReflectionInfo(
        IAsyncStreamReader<ServerReflectionRequest> requestStream, IServerStreamWriter<ServerReflectionResponse> responseStream, ServerCallContext context)
    {
        while (await requestStream.MoveNext(context.CancellationToken).ConfigureAwait(false))
        {
            Grpc.Reflection.V1.ServerReflectionRequest request = Grpc.Reflection.V1.ServerReflectionRequest.Parser.ParseFrom(requestStream.Current.ToByteString());
            Grpc.Reflection.V1.ServerReflectionResponse response = ReflectionService.Answer(catalog, request);
            await responseStream.WriteAsync(ServerReflectionResponse.Parser.ParseFrom(response.ToByteString()), context.CancellationToken).ConfigureAwait(false);
        }
    }
}
