namespace Inpaint.Augmentation;

/// <summary>What the augmentation service can be told, under the configuration key <c>Augmentation</c>.</summary>
public sealed record AugmentationOptions
{
    /// <summary>The configuration section that is read.</summary>
    public const string Section = "Augmentation";

    /// <summary>Batches made at once over all readers, at least 1. Default: half of the processors, for the reader needs the rest.</summary>
    public int Workers { get; init; } = Math.Max(1, Environment.ProcessorCount / 2);

    /// <summary>Bytes of samples kept in memory, at least 0. Default 512 MiB: all bicycles, with room to spare.</summary>
    public long CacheBytes { get; init; } = 512L * 1024 * 1024;

    /// <summary>How long a new stream may take to say what it wants. Default 30 s.</summary>
    public TimeSpan OpenLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a stream may stay without demand before it is ended. Default one hour: readers pause to evaluate.</summary>
    public TimeSpan DemandLimit { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Reads and checks the options.</summary>
    /// <exception cref="InvalidOperationException">A value is out of its range; the message names its key.</exception>
    public static AugmentationOptions Read(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var options = configuration.GetSection(Section).Get<AugmentationOptions>() ?? new AugmentationOptions();
        Require(options.Workers >= 1, nameof(Workers), "at least 1");
        Require(options.CacheBytes >= 0, nameof(CacheBytes), "not negative");
        Require(options.OpenLimit > TimeSpan.Zero, nameof(OpenLimit), "above 0");
        Require(options.DemandLimit > TimeSpan.Zero, nameof(DemandLimit), "above 0");
        return options;
    }

    private static void Require(bool holds, string name, string accepted)
    {
        if (!holds)
            throw new InvalidOperationException($"{Section}:{name} must be {accepted}.");
    }
}
