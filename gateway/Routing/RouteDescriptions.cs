using Grpc.AspNetCore.Server;
using Grpc.Core;
using Inpaint.V1;

namespace Inpaint.Gateway.Routing;

/// <summary>
/// Says of each route which service's contract it carries, in the metadata by which server reflection finds mapped services:
/// a client that asks the gateway for its services sees those behind it.
/// </summary>
internal static class RouteDescriptions
{
    private static readonly Marshaller<object> Never = Marshallers.Create<object>(
        (_, _) => throw new NotSupportedException("A route forwards messages unread."),
        _ => throw new NotSupportedException("A route forwards messages unread."));

    private static readonly Dictionary<string, Type> Contracts = new(StringComparer.Ordinal)
    {
        [GeneratorService.Descriptor.FullName] = typeof(GeneratorService.GeneratorServiceBase),
        [EncoderService.Descriptor.FullName] = typeof(EncoderService.EncoderServiceBase),
        [ParameterService.Descriptor.FullName] = typeof(ParameterService.ParameterServiceBase),
        [AugmentationService.Descriptor.FullName] = typeof(AugmentationService.AugmentationServiceBase),
        [ScoringService.Descriptor.FullName] = typeof(ScoringService.ScoringServiceBase),
        [TrainingService.Descriptor.FullName] = typeof(TrainingService.TrainingServiceBase),
    };

    /// <summary>The metadata of a route, which is named after its service.</summary>
    public static GrpcMethodMetadata Of(string service) =>
        new(Contracts[service], new Method<object, object>(MethodType.DuplexStreaming, service, "{method}", Never, Never));
}
