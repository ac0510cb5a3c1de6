namespace Inpaint.Clip;

/// <summary>What the service takes on, under the configuration key <c>Clip</c>.</summary>
public sealed record ClipOptions
{
    /// <summary>The configuration section that is read.</summary>
    public const string Section = "Clip";

    /// <summary>Longest text in UTF-16 units; at least 1. Default 8,192: far beyond what any model reads, and cheap to refuse.</summary>
    public int MaxTextLength { get; init; } = 8_192;

    /// <summary>Most pixels of all pictures that are held ready at once, at least 1. Default 128 Mpx, 384 MiB.</summary>
    public long MaxPixels { get; init; } = 128L * 1024 * 1024;

    /// <summary>Reads and checks the options.</summary>
    /// <exception cref="InvalidOperationException">A value is out of its range; the message names its key.</exception>
    public static ClipOptions Read(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ClipOptions options = configuration.GetSection(Section).Get<ClipOptions>() ?? new ClipOptions();
        if (options.MaxTextLength < 1)
            throw new InvalidOperationException($"{Section}:{nameof(MaxTextLength)} must be at least 1.");
        if (options.MaxPixels < 1)
            throw new InvalidOperationException($"{Section}:{nameof(MaxPixels)} must be at least 1.");
        return options;
    }
}
