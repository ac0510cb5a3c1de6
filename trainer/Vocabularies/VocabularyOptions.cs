namespace Inpaint.Trainer.Vocabularies;

/// <summary>What the vocabulary command is to make.</summary>
public sealed record VocabularyOptions
{
    /// <summary><c>DataSet</c>: the data set whose descriptions are read. Default: bikes.</summary>
    public string DataSet { get; init; } = "bikes";

    /// <summary><c>Texts</c>: descriptions to read, from the beginning of the training part, 1 to 1,000,000. Default: 4,000.</summary>
    public int Texts { get; init; } = 4_000;

    /// <summary><c>Merges</c>: merges to learn at most, 0 to 48,894, which CLIP has. Default: 800.</summary>
    public int Merges { get; init; } = 800;

    /// <summary><c>MinimumCount</c>: fewest occurrences of a pair that is merged, at least 1. Default: 4.</summary>
    public int MinimumCount { get; init; } = 4;

    /// <summary><c>Output</c>: the folder that gets <c>vocab.json</c> and <c>merges.txt</c>.</summary>
    public required string Output { get; init; }

    /// <summary>Reads the settings.</summary>
    /// <exception cref="ArgumentException">A setting is missing or out of its range; it is named.</exception>
    public static VocabularyOptions Read(IConfiguration configuration) => new()
    {
        DataSet = configuration["DataSet"] ?? "bikes",
        Texts = InRange(configuration, "Texts", 4_000, 1, 1_000_000),
        Merges = InRange(configuration, "Merges", 800, 0, 48_894),
        MinimumCount = InRange(configuration, "MinimumCount", 4, 1, 1_000_000),
        Output = configuration["Output"] is { Length: > 0 } output ? output : throw new ArgumentException("Output is missing: the folder to write to"),
    };

    private static int InRange(IConfiguration configuration, string key, int byDefault, int minimum, int maximum)
    {
        int value = configuration.GetValue(key, byDefault);
        return value >= minimum && value <= maximum ? value : throw new ArgumentException($"{key} is {value}; it must be from {minimum} to {maximum}");
    }
}
