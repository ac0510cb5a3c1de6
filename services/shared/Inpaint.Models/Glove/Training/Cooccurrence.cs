namespace Inpaint.Models.Glove;

/// <summary>How often one word stands near another.</summary>
/// <param name="Word">The word's place in the vocabulary, counted from 0.</param>
/// <param name="Context">The other's.</param>
/// <param name="Value">The sum over all meetings, each counted by its weight; above 0.</param>
public readonly record struct Cooccurrence(int Word, int Context, double Value)
{
    /// <summary>Orders by word, then context.</summary>
    internal long Key => KeyOf(Word, Context);

    internal static long KeyOf(int word, int context) => ((long)word << 32) | (uint)context;

    internal static Cooccurrence Of(long key, double value) => new((int)(key >> 32), (int)key, value);
}

/// <summary>How co-occurrences are counted.</summary>
public sealed record CooccurrenceOptions
{
    /// <summary>Words to the left that a word meets, at least 1.</summary>
    public int WindowSize { get; init; } = 15;

    /// <summary>Whether both words meet each other, or only the left one the right one.</summary>
    public bool Symmetric { get; init; } = true;

    /// <summary>Whether a meeting counts 1/distance, or 1.</summary>
    public bool DistanceWeighting { get; init; } = true;

    /// <summary>Different pairs held in memory, at least 1, at about 40 bytes each; beyond it they are spilled to sorted runs on disk.</summary>
    public int PairsInMemory { get; init; } = 16_000_000;

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(WindowSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(PairsInMemory, 1);
    }
}
