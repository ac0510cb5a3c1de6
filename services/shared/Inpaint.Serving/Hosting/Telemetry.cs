using System.Diagnostics;
using System.Diagnostics.Metrics;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Inpaint.Serving;

/// <summary>
/// Traces and metrics of the suite. They leave the process over OTLP where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set, and
/// cost next to nothing where it is not.
/// </summary>
public sealed class Telemetry : IDisposable
{
    /// <summary>Name of the suite's own activity source and meter.</summary>
    public const string SourceName = "Inpaint";

    /// <summary>Configuration key of the collector's address; the name that OpenTelemetry gives it.</summary>
    public const string EndpointKey = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private readonly TracerProvider? _traces;
    private readonly MeterProvider? _metrics;

    /// <summary>Starts exporting if an endpoint is configured.</summary>
    public Telemetry(IConfiguration configuration, IHostEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(environment);
        if (configuration[EndpointKey] is not { Length: > 0 } endpoint)
            return;
        var address = new Uri(endpoint);
        ResourceBuilder resource = ResourceBuilder.CreateDefault().AddService(environment.ApplicationName, "inpaint");
        _traces = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource)
            .AddSource(SourceName, "Microsoft.AspNetCore", "System.Net.Http")
            .AddOtlpExporter(otlp => otlp.Endpoint = address)
            .Build();
        _metrics = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter(SourceName, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime")
            .AddOtlpExporter(otlp => otlp.Endpoint = address)
            .Build();
    }

    /// <summary>Source of the suite's own activities.</summary>
    public static ActivitySource Source { get; } = new(SourceName);

    /// <summary>Meter of the suite's own instruments.</summary>
    public static Meter Meter { get; } = new(SourceName);

    /// <inheritdoc/>
    public void Dispose()
    {
        _traces?.Dispose();
        _metrics?.Dispose();
    }
}
