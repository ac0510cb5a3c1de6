namespace Inpaint.Inference.Building;

/// <summary>A step as it was asked for.</summary>
internal sealed record PlanStep(StepKind Kind, int[] Inputs, int Output)
{
    public int Factor { get; init; } = -1;

    public int Offset { get; init; } = -1;

    public PlanActivation Activation { get; init; }

    public (int Rows, int Columns) Kernel { get; init; } = (1, 1);

    public (int Rows, int Columns) Stride { get; init; } = (1, 1);

    public (int Rows, int Columns) Padding { get; init; }

    public float Alpha { get; init; }

    public float Beta { get; init; }

    public float[]? Weight { get; init; }

    public float[]? Bias { get; init; }
}
