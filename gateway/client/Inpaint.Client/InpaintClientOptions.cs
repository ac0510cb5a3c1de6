using Grpc.Net.Client;

namespace Inpaint.Client;

/// <summary>How a client talks to the suite.</summary>
public sealed record InpaintClientOptions
{
    /// <summary>Largest answer that is taken, in bytes.</summary>
    public int MaxReceiveMessageBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>How often a call that is safe to repeat is made in all when the service is unavailable, 1 to 5; 1: never again.</summary>
    public int MaxAttempts { get; init; } = 3;

    /// <summary>Time limit of short calls (descriptions, lists, single scores) that state none of their own.</summary>
    public TimeSpan ShortCallDeadline { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Requests that <see cref="InpaintClient.InpaintManyAsync"/> and its like keep under way on one stream unless told otherwise, 1 to 64.</summary>
    public int RequestsUnderWay { get; init; } = 8;

    /// <summary>Changes the channel before it is made, for example to set credentials; null: nothing is changed.</summary>
    public Action<GrpcChannelOptions>? ConfigureChannel { get; init; }
}
