using Grpc.Core;
using Grpc.Net.Client.Configuration;
using Inpaint.V1;

namespace Inpaint.Client.Calls;

/// <summary>
/// Which calls are made again when the service is unavailable. Only those that change nothing, or that carry a
/// <c>request_id</c> under which the service recognises a repetition; duplex streams never, for what was sent is gone.
/// gRPC itself repeats a call only as long as no answer has arrived.
/// </summary>
internal static class RetryPolicies
{
    private static readonly MethodName[] SafeMethods =
    [
        Method(EncoderService.Descriptor.FullName, "DescribeEncoder"),
        Method(EncoderService.Descriptor.FullName, "Encode"),
        Method(ParameterService.Descriptor.FullName, "PredictParameters"),
        Method(GeneratorService.Descriptor.FullName, "DescribeGenerator"),
        Method(GeneratorService.Descriptor.FullName, "Inpaint"),
        Method(RoutingService.Descriptor.FullName, "ListRoutes"),
        Method(ScoringService.Descriptor.FullName, "Score"),
        Method(AugmentationService.Descriptor.FullName, "ListDataSets"),
        Method(AugmentationService.Descriptor.FullName, "MaskPicture"),
        Method(TrainingService.Descriptor.FullName, "ListRecipes"),
        Method(TrainingService.Descriptor.FullName, "StartRun"),
        Method(TrainingService.Descriptor.FullName, "GetRun"),
        Method(TrainingService.Descriptor.FullName, "ListRuns"),
        Method(TrainingService.Descriptor.FullName, "WatchRun"),
        Method(TrainingService.Descriptor.FullName, "CancelRun"),
    ];

    public static ServiceConfig ServiceConfig(int maxAttempts)
    {
        var config = new ServiceConfig();
        if (maxAttempts < 2)
            return config;
        var method = new MethodConfig
        {
            RetryPolicy = new RetryPolicy
            {
                MaxAttempts = maxAttempts,
                InitialBackoff = TimeSpan.FromMilliseconds(200),
                MaxBackoff = TimeSpan.FromSeconds(2),
                BackoffMultiplier = 2,
                RetryableStatusCodes = { StatusCode.Unavailable },
            },
        };
        foreach (MethodName name in SafeMethods)
            method.Names.Add(name);
        config.MethodConfigs.Add(method);
        return config;
    }

    private static MethodName Method(string service, string method) => new() { Service = service, Method = method };
}
