using System.Text.Json.Serialization;
using Inpaint.V1;

namespace Inpaint.Trainer.Results;

/// <summary>What <c>metrics.json</c> says of a trained model.</summary>
public sealed record ModelMetrics
{
    /// <summary>Name of the recipe.</summary>
    public required string Recipe { get; init; }

    /// <summary>Optimiser steps.</summary>
    public required long Steps { get; init; }

    /// <summary>Samples seen, repetitions included.</summary>
    public required long Samples { get; init; }

    /// <summary>Time spent on the steps, waits for batches included, evaluations excluded.</summary>
    public required double Seconds { get; init; }

    /// <summary>Test samples scored.</summary>
    public required int TestSamples { get; init; }

    /// <summary>Means of the completed test pictures.</summary>
    public required ScoreFigures Completed { get; init; }

    /// <summary>Means of the same pictures with their holes left white.</summary>
    public required ScoreFigures Partial { get; init; }
}

/// <summary>Means over some pictures; see the contract's <c>Scores</c>.</summary>
public sealed record ScoreFigures(double Composite, double Ssim, double Mae, double Rmse, double HoleMae, double HoleRmse)
{
    /// <summary>The figures of a message.</summary>
    public static ScoreFigures From(Scores scores) =>
        new(scores.Composite, scores.Ssim, scores.Mae, scores.Rmse, scores.HoleMae, scores.HoleRmse);
}

/// <summary>Writes metrics.json.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(ModelMetrics))]
internal sealed partial class MetricsJson : JsonSerializerContext;
