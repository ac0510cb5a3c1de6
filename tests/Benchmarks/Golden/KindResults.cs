using Inpaint.Tests.Unit.Golden;

namespace Inpaint.Benchmarks.Golden;

/// <summary>The reference cases of one kind, and how they went.</summary>
internal sealed class KindResults(string folder, string kind, int cases)
{
    /// <summary>The golden folder's own folder that holds them.</summary>
    public string Folder { get; } = folder;

    public string Kind { get; } = kind;

    public int Cases { get; } = cases;

    public int Passed { get; private set; }

    public int Failed { get; private set; }

    public int NotRun => Cases - Passed - Failed;

    public bool HasRunner { get; } = KindTests.WithRunner.Contains(kind);

    /// <summary>Whether the kind's part of the suite is not there yet.</summary>
    public bool IsStillToCome { get; } = !KindTests.WithRunner.Contains(kind) && KindTests.StillToCome.Contains(kind);

    /// <summary>Every kind that occurs.</summary>
    public static IReadOnlyDictionary<string, KindResults> ReadFolder() => GoldenFolder.Kinds
        .Select(kind => (Kind: kind, Paths: GoldenFolder.CasesOf(kind).ToArray()))
        .ToDictionary(entry => entry.Kind, entry => new KindResults(entry.Paths[0].Split(Path.DirectorySeparatorChar)[0], entry.Kind, entry.Paths.Length));

    public void Add(bool passed)
    {
        if (passed)
            Passed++;
        else
            Failed++;
    }
}
