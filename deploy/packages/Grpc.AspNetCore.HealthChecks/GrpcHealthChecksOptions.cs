namespace Grpc.AspNetCore.HealthChecks;

/// <summary>How health is reported over gRPC.</summary>
public sealed class GrpcHealthChecksOptions
{
    /// <summary>Which health checks stand for which service name.</summary>
    public ServiceMappingCollection Services { get; } = [];

    /// <summary>Whether calls answer with the last published results instead of running the checks.</summary>
    public bool UseHealthChecksCache { get; set; }

    /// <summary>
    /// Whether <c>Watch</c> calls stay open when the application begins to stop. By default they are told NotServing and
    /// end, so that they do not hold the server up.
    /// </summary>
    public bool SuppressCompletionOnShutdown { get; set; }
}
