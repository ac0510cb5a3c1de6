namespace Inpaint.Inference;

/// <summary>How a plan is compiled.</summary>
public sealed record PlanOptions
{
    /// <summary>Threads of one run, 1 to 1024; by default one a core.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>
    /// What 8-bit convolutions are scaled by, as <see cref="InferencePlan.Calibrate"/> of the same steps gives it; null: everything is single precision.
    /// </summary>
    public PlanRanges? Ranges { get; init; }
}

/// <summary>The largest and the smallest value that each tensor of a plan took over some samples.</summary>
public sealed class PlanRanges
{
    internal PlanRanges(int tensors) => Values = new float[2 * tensors];

    // Two a tensor. Zero is always within, as 8-bit numbers must be able to say it.
    internal float[] Values { get; }

    /// <summary>Samples seen.</summary>
    public int Samples { get; internal set; }
}
