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

    /// <summary>Means of the completed test pictures; absent for networks that complete none.</summary>
    public ScoreFigures? Completed { get; init; }

    /// <summary>Means of the same pictures with their holes left white.</summary>
    public ScoreFigures? Partial { get; init; }

    /// <summary>How the test texts and pictures find each other; absent for networks that do not embed both.</summary>
    public RetrievalFigures? Retrieval { get; init; }

    /// <summary>The same before the first step.</summary>
    public RetrievalFigures? RetrievalBefore { get; init; }
}

/// <summary>Means over some pictures; see the contract's <c>Scores</c>.</summary>
public sealed record ScoreFigures(double Composite, double Ssim, double Mae, double Rmse, double HoleMae, double HoleRmse)
{
    /// <summary>The figures of a message; null of none.</summary>
    public static ScoreFigures? From(Scores? scores) =>
        scores is null ? null : new(scores.Composite, scores.Ssim, scores.Mae, scores.Rmse, scores.HoleMae, scores.HoleRmse);
}

/// <summary>Shares and cosines over some pairs; see the contract's <c>RetrievalScores</c>.</summary>
public sealed record RetrievalFigures(double TextToPicture, double PictureToText, double MatchedCosine, double MismatchedCosine)
{
    /// <summary>The figures of a message; null of none.</summary>
    public static RetrievalFigures? From(RetrievalScores? scores) =>
        scores is null ? null : new(scores.TextToPicture, scores.PictureToText, scores.MatchedCosine, scores.MismatchedCosine);
}

/// <summary>Writes metrics.json.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true)]
[JsonSerializable(typeof(ModelMetrics))]
internal sealed partial class MetricsJson : JsonSerializerContext;
