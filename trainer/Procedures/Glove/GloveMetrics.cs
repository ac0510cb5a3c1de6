using System.Text.Json.Serialization;

namespace Inpaint.Trainer.Procedures.Glove;

/// <summary>What <c>metrics.json</c> says of trained word vectors.</summary>
public sealed record GloveMetrics
{
    /// <summary>Name of the recipe.</summary>
    public required string Recipe { get; init; }

    /// <summary>Rounds over all co-occurrences.</summary>
    public required long Steps { get; init; }

    /// <summary>Time spent on the rounds.</summary>
    public required double Seconds { get; init; }

    /// <summary>Words that have vectors.</summary>
    public required int Words { get; init; }

    /// <summary>Words of the corpus.</summary>
    public required long CorpusWords { get; init; }

    /// <summary>Different pairs of words that met.</summary>
    public required int Pairs { get; init; }

    /// <summary>Mean cost over the pairs in the first and in the last round.</summary>
    public required IReadOnlyList<double> Cost { get; init; }

    /// <summary>Of the words nearest to a word of one of the recipe's groups, the share that is of that group.</summary>
    public required double GroupPrecision { get; init; }

    /// <summary>The same if near words were drawn by lot.</summary>
    public required double GroupPrecisionByChance { get; init; }

    /// <summary>The words nearest to each word of the groups, the nearest first.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Neighbours { get; init; }
}

/// <summary>Reads and writes the files of trained word vectors.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(GloveMetrics))]
[JsonSerializable(typeof(Models.Glove.GloveModelConfiguration))]
internal sealed partial class GloveJson : JsonSerializerContext;
