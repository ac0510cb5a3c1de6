namespace Inpaint.Serving.Caching;

/// <summary>Where embeddings are kept and for how long, under the configuration key <c>EmbeddingCache</c>.</summary>
public sealed record EmbeddingCacheOptions
{
    /// <summary>The configuration section that is read.</summary>
    public const string Section = "EmbeddingCache";

    /// <summary>Whether anything is cached at all. Default true.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Most bytes kept in memory, bookkeeping included; at least 64 KiB. Default 64 MiB.</summary>
    public long MemoryBytes { get; init; } = 64L * 1024 * 1024;

    /// <summary>How long Redis keeps an embedding. Default one day.</summary>
    public TimeSpan TimeToLive { get; init; } = TimeSpan.FromDays(1);

    /// <summary>
    /// How long Redis may take for an answer before it counts as a miss; a quarter of a millisecond more for every
    /// further key of a batch is granted up to eight times this. At least 1 ms. Default 4 ms.
    /// </summary>
    public TimeSpan RedisTimeout { get; init; } = TimeSpan.FromMilliseconds(4);

    /// <summary>Failures in a row after which Redis is left alone until it answers a probe; at least 1. Default 3.</summary>
    public int BreakerFailures { get; init; } = 3;

    /// <summary>How long lies between two probes at most; the first come sooner. Default 1 s.</summary>
    public TimeSpan BreakerPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long a process' claim to compute an embedding keeps the others from computing it too: they wait for it, and no
    /// longer. Should exceed what a computation takes. At least 10 ms. Default 5 s.
    /// </summary>
    public TimeSpan ClaimTime { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>PEM file with the authority that signed the certificate of a Redis of one's own. Default: the machine's authorities.</summary>
    public string? RedisAuthorityFile { get; init; }

    /// <summary>PEM file with the certificate that Redis asks its clients for. Default none.</summary>
    public string? RedisCertificateFile { get; init; }

    /// <summary>PEM file with that certificate's key. Default: it stands in <see cref="RedisCertificateFile"/>.</summary>
    public string? RedisKeyFile { get; init; }

    /// <summary>Reads and checks the options.</summary>
    /// <exception cref="InvalidOperationException">A value is out of its range; the message names its key.</exception>
    public static EmbeddingCacheOptions Read(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        EmbeddingCacheOptions options = configuration.GetSection(Section).Get<EmbeddingCacheOptions>() ?? new EmbeddingCacheOptions();
        Require(options.MemoryBytes >= 64 * 1024, nameof(MemoryBytes), "at least 65536");
        Require(options.TimeToLive > TimeSpan.Zero, nameof(TimeToLive), "above 0");
        Require(options.RedisTimeout >= TimeSpan.FromMilliseconds(1), nameof(RedisTimeout), "at least 1 ms");
        Require(options.BreakerFailures >= 1, nameof(BreakerFailures), "at least 1");
        Require(options.BreakerPause > TimeSpan.Zero, nameof(BreakerPause), "above 0");
        Require(options.ClaimTime >= TimeSpan.FromMilliseconds(10), nameof(ClaimTime), "at least 10 ms");
        Require(options.RedisKeyFile is null || options.RedisCertificateFile is not null, nameof(RedisCertificateFile), "set where RedisKeyFile is");
        return options;
    }

    private static void Require(bool holds, string name, string accepted)
    {
        if (!holds)
            throw new InvalidOperationException($"{Section}:{name} must be {accepted}.");
    }
}
