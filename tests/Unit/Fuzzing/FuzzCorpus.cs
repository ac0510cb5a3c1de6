namespace Inpaint.Tests.Unit.Fuzzing;

/// <summary>The small valid files under Corpus, which Corpus/make_corpus.py makes: one of each kind that the suite reads.</summary>
internal static class FuzzCorpus
{
    private static readonly Lazy<FuzzSeed[]> Files = new(Load);

    /// <summary>All files, in the order of their names.</summary>
    public static IReadOnlyList<FuzzSeed> Seeds => Files.Value;

    private static FuzzSeed[] Load() =>
    [
        .. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Fuzzing", "Corpus"))
            .Where(path => FuzzTarget.ForExtension(Path.GetExtension(path)) is not null)
            .Order(StringComparer.Ordinal)
            .Select(path => new FuzzSeed(Path.GetFileName(path), File.ReadAllBytes(path))),
    ];
}

/// <summary>One file of the corpus.</summary>
internal sealed record FuzzSeed(string Name, byte[] Bytes)
{
    public FuzzTarget Target { get; } = FuzzTarget.ForExtension(Path.GetExtension(Name))!;
}
