using Grpc.Core;

namespace Inpaint.Client.Calls;

/// <summary>Turns <see cref="CallSettings"/> into what gRPC takes.</summary>
internal sealed class CallOptionsFactory(InpaintClientOptions options, TimeProvider time)
{
    /// <summary>For a call that is answered at once.</summary>
    public CallOptions Short(CallSettings? settings, CancellationToken cancellationToken) =>
        Create(settings, settings?.Deadline ?? options.ShortCallDeadline, cancellationToken);

    /// <summary>For a call that lasts as long as its work.</summary>
    public CallOptions Long(CallSettings? settings, CancellationToken cancellationToken) =>
        Create(settings, settings?.Deadline, cancellationToken);

    private CallOptions Create(CallSettings? settings, TimeSpan? limit, CancellationToken cancellationToken)
    {
        var metadata = new Metadata();
        Add(metadata, "inpaint-generator", settings?.Generator);
        Add(metadata, "inpaint-arm-key", settings?.ArmKey);
        Add(metadata, "inpaint-encoder", settings?.Encoder);
        DateTime? deadline = limit is { } span ? time.GetUtcNow().UtcDateTime + span : null;
        return new CallOptions(metadata, deadline, cancellationToken);
    }

    private static void Add(Metadata metadata, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            metadata.Add(name, value);
    }
}
