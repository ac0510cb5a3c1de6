namespace Inpaint.Trainer.Procedures.Glove;

/// <summary>The entry <c>network</c> of a recipe of word vectors. A step is a round over all co-occurrences; the first learning rate is the optimiser's.</summary>
public sealed record GloveRecipe
{
    /// <summary>Values of a vector, 1 to 1000.</summary>
    public int VectorSize { get; init; } = 50;

    /// <summary>Rarer words have no vector; at least 1.</summary>
    public long MinimumCount { get; init; } = 5;

    /// <summary>Words to the left that a word meets, 1 to 100.</summary>
    public int WindowSize { get; init; } = 10;

    /// <summary>Whether both words meet each other.</summary>
    public bool Symmetric { get; init; } = true;

    /// <summary>Whether a meeting counts 1/distance, or 1.</summary>
    public bool DistanceWeighting { get; init; } = true;

    /// <summary>Pairs met more often than this weigh the same; above 0.</summary>
    public double XMax { get; init; } = 100;

    /// <summary>Exponent of the weight of rarer pairs; at least 0.</summary>
    public double Alpha { get; init; } = 0.75;

    /// <summary>Largest value of a gradient; above 0.</summary>
    public double GradientClip { get; init; } = 100;

    /// <summary>Smoothing of the inverse frequencies that weigh words in sentences; above 0.</summary>
    public double Smoothing { get; init; } = 1e-3;

    /// <summary>Whether all cores move the vectors at once, without locks: faster, and another result every time.</summary>
    public bool Parallel { get; init; }

    /// <summary>Groups of words that mean things of one kind: trained vectors are judged by whether such words are near each other.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Groups { get; init; } = [];

    /// <summary>What is wrong with it; null where nothing is.</summary>
    internal string? Problem() =>
        VectorSize is < 1 or > 1000 ? $"network.vector_size is {VectorSize}, not from 1 to 1000"
        : MinimumCount < 1 ? "network.minimum_count is below 1"
        : WindowSize is < 1 or > 100 ? $"network.window_size is {WindowSize}, not from 1 to 100"
        : !(XMax > 0 && Alpha >= 0 && GradientClip > 0 && Smoothing > 0) ? "network.x_max, gradient_clip and smoothing are not above 0, or alpha is negative"
        : null;
}
