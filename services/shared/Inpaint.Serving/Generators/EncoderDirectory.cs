using System.Collections.Concurrent;

namespace Inpaint.Serving.Generators;

/// <summary>Where the encoders are: that of <c>parametric/bikes</c> at <c>Services:Parametric</c>, and so on for each kind.</summary>
internal sealed class EncoderDirectory(IConfiguration configuration, TimeProvider time) : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<EncoderClient?>> _clients = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The client for an encoder; null when no address is configured for its kind.</summary>
    /// <param name="encoder">Name of the encoder: its kind, a slash and what it encodes.</param>
    public EncoderClient? Find(string encoder)
    {
        string kind = encoder.Split('/', 2)[0];
        return _clients.GetOrAdd(kind, _ => new Lazy<EncoderClient?>(() => Connect(kind))).Value;
    }

    public void Dispose()
    {
        foreach (Lazy<EncoderClient?> client in _clients.Values.Where(client => client.IsValueCreated))
            client.Value?.Dispose();
    }

    private EncoderClient? Connect(string kind) =>
        configuration[$"Services:{kind}"] is { Length: > 0 } address ? new EncoderClient(new Uri(address), time) : null;
}
