namespace Inpaint.Serving.Shelf;

/// <summary>Which models are served and how many are open at once, under the configuration key <c>Models</c>.</summary>
public sealed record ModelShelfOptions
{
    /// <summary>The configuration section that is read.</summary>
    public const string Section = "Models";

    /// <summary>The models folder; relative paths from the working folder. Default <c>models</c>.</summary>
    public string Root { get; init; } = "models";

    /// <summary>Most models open at once; at least 1. What was used least lately is closed first. Default 4.</summary>
    public int MaxOpen { get; init; } = 4;

    /// <summary>How often the open models are compared with those in the folder. Default 2 s.</summary>
    public TimeSpan RefreshInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Reads and checks the options.</summary>
    /// <exception cref="InvalidOperationException">A value is out of its range; the message names its key.</exception>
    public static ModelShelfOptions Read(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ModelShelfOptions options = configuration.GetSection(Section).Get<ModelShelfOptions>() ?? new ModelShelfOptions();
        Require(options.Root.Length > 0, nameof(Root), "a folder");
        Require(options.MaxOpen >= 1, nameof(MaxOpen), "at least 1");
        Require(options.RefreshInterval > TimeSpan.Zero, nameof(RefreshInterval), "above 0");
        return options;
    }

    private static void Require(bool holds, string name, string accepted)
    {
        if (!holds)
            throw new InvalidOperationException($"{Section}:{name} must be {accepted}.");
    }
}
