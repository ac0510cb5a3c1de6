using Inpaint.Imaging;

namespace Inpaint.Serving;

/// <summary>What every service of the suite can be told about serving, under the configuration key <c>Serving</c>.</summary>
public sealed record ServingOptions
{
    /// <summary>The configuration section that is read.</summary>
    public const string Section = "Serving";

    /// <summary>Largest message taken or sent, in bytes, compressed or not; at least 64 KiB. Default 32 MiB.</summary>
    public int MaxMessageBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>
    /// How long a stopping service goes on serving while its health says NOT_SERVING, so that whoever routes to it can look
    /// elsewhere first. Default none: calls under way are finished in any case.
    /// </summary>
    public TimeSpan DrainAnnouncement { get; init; } = TimeSpan.Zero;

    /// <summary>How long a stopping service waits for calls under way; then they are cut. Default 30 s.</summary>
    public TimeSpan DrainLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>What a picture may cost, looked at before its pixels are allocated.</summary>
    public PictureLimits Pictures { get; init; } = PictureLimits.Default;

    /// <summary>Reads and checks the options.</summary>
    /// <exception cref="InvalidOperationException">A value is out of its range; the message names its key.</exception>
    public static ServingOptions Read(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ServingOptions options = configuration.GetSection(Section).Get<ServingOptions>() ?? new ServingOptions();
        Require(options.MaxMessageBytes >= 64 * 1024, nameof(MaxMessageBytes), "at least 65536");
        Require(options.DrainAnnouncement >= TimeSpan.Zero, nameof(DrainAnnouncement), "not negative");
        Require(options.DrainLimit > TimeSpan.Zero, nameof(DrainLimit), "above 0");
        return options;
    }

    private static void Require(bool holds, string name, string accepted)
    {
        if (!holds)
            throw new InvalidOperationException($"{Section}:{name} must be {accepted}.");
    }
}
