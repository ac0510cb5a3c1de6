namespace Inpaint.Models.Glove;

/// <summary>How vectors are trained. The defaults are those of the reference program.</summary>
public sealed record GloveTrainingOptions
{
    /// <summary>Values of a vector, at least 1.</summary>
    public int VectorSize { get; init; } = 50;

    /// <summary>First learning rate of the vectors; the biases have the rate 1.</summary>
    public double Eta { get; init; } = 0.05;

    /// <summary>Exponent of the weight of rare pairs.</summary>
    public double Alpha { get; init; } = 0.75;

    /// <summary>Pairs met more often than this all weigh the same.</summary>
    public double XMax { get; init; } = 100;

    /// <summary>Largest size of one value of a gradient, before the learning rate.</summary>
    public double GradientClip { get; init; } = 100;
}
