namespace Inpaint.Inference;

/// <summary>Values that flow between the steps of a plan, for one picture; a vector has height and width 1.</summary>
public sealed record PlanTensor
{
    internal PlanTensor(PlanBuilder owner, int index, int channels, int height, int width)
    {
        (Owner, Index) = (owner, index);
        (Channels, Height, Width) = (channels, height, width);
    }

    /// <summary>Number of channels, or values of a vector.</summary>
    public int Channels { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Values of one picture.</summary>
    public long Count => (long)Channels * Height * Width;

    internal PlanBuilder Owner { get; }

    internal int Index { get; }

    /// <inheritdoc/>
    public override string ToString() => $"[{Channels}, {Height}, {Width}]";
}
