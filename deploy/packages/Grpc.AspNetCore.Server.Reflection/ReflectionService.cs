using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Reflection.V1;
using static Grpc.Reflection.V1.ServerReflectionRequest;

namespace Grpc.AspNetCore.Server.Reflection;

/// <summary>Answers <c>grpc.reflection.v1</c>.</summary>
internal sealed class ReflectionService(ServiceCatalog catalog) : ServerReflection.ServerReflectionBase
{
    public override async Task ServerReflectionInfo(
        IAsyncStreamReader<ServerReflectionRequest> requestStream, IServerStreamWriter<ServerReflectionResponse> responseStream, ServerCallContext context)
    {
        while (await requestStream.MoveNext(context.CancellationToken).ConfigureAwait(false))
            await responseStream.WriteAsync(Answer(catalog, requestStream.Current), context.CancellationToken).ConfigureAwait(false);
    }

    internal static ServerReflectionResponse Answer(ServiceCatalog catalog, ServerReflectionRequest request)
    {
        ServerReflectionResponse response = new() { ValidHost = request.Host, OriginalRequest = request };
        switch (request.MessageRequestCase)
        {
            case MessageRequestOneofCase.ListServices:
                response.ListServicesResponse = new ListServiceResponse
                {
                    Service = { catalog.ServiceNames.Select(name => new ServiceResponse { Name = name }) },
                };
                break;
            case MessageRequestOneofCase.FileByFilename:
                Give(response, catalog.FindFile(request.FileByFilename), $"No file '{request.FileByFilename}' defines a service here.");
                break;
            case MessageRequestOneofCase.FileContainingSymbol:
                Give(response, catalog.FindSymbol(request.FileContainingSymbol), $"No symbol '{request.FileContainingSymbol}' is defined here.");
                break;
            default:
                // Extensions are proto2's; the services of this runtime are proto3.
                response.ErrorResponse = Error(StatusCode.Unimplemented, $"{request.MessageRequestCase} is not answered here.");
                break;
        }

        return response;
    }

    private static void Give(ServerReflectionResponse response, FileDescriptor? file, string otherwise)
    {
        if (file is null)
        {
            response.ErrorResponse = Error(StatusCode.NotFound, otherwise);
            return;
        }

        List<FileDescriptor> files = [];
        Collect(file, files);
        response.FileDescriptorResponse = new FileDescriptorResponse { FileDescriptorProto = { files.Select(one => one.SerializedData) } };
    }

    private static void Collect(FileDescriptor file, List<FileDescriptor> files)
    {
        if (files.Contains(file))
            return;
        files.Add(file);
        foreach (FileDescriptor dependency in file.Dependencies)
            Collect(dependency, files);
    }

    private static ErrorResponse Error(StatusCode code, string message) => new() { ErrorCode = (int)code, ErrorMessage = message };
}
