namespace Inpaint.Benchmarks.Fuzz;

/// <summary>A mutation that was neither accepted nor refused as it should be.</summary>
internal sealed record FuzzFault(long Number, string What, bool EndedProcess);

/// <summary>What came of the mutations.</summary>
internal sealed class FuzzTotals
{
    public const string Accepted = "accepted";

    /// <summary>Mutations by reader and outcome, such as <c>png.Corrupt</c>.</summary>
    public SortedDictionary<string, long> Outcomes { get; } = new(StringComparer.Ordinal);

    public List<FuzzFault> Faults { get; } = [];

    /// <summary>Most bytes by which the process grew during one mutation.</summary>
    public long WorstGrowth { get; set; }

    /// <summary>Longest that one mutation took.</summary>
    public double WorstMilliseconds { get; set; }

    public void Count(string outcome, long times = 1) => Outcomes[outcome] = Outcomes.GetValueOrDefault(outcome) + times;
}
