using System.Text.Json.Serialization;

namespace Inpaint.Trainer.Procedures.Parametric;

/// <summary>What <c>metrics.json</c> says of a network that fills designs. Half of the test designs' parameters were hidden.</summary>
public sealed record ParametricMetrics
{
    /// <summary>Name of the recipe.</summary>
    public required string Recipe { get; init; }

    /// <summary>Optimiser steps.</summary>
    public required long Steps { get; init; }

    /// <summary>Designs seen, repetitions included.</summary>
    public required long Samples { get; init; }

    /// <summary>Time spent on the steps.</summary>
    public required double Seconds { get; init; }

    /// <summary>Test designs.</summary>
    public required int TestSamples { get; init; }

    /// <summary>Root of the mean squared error of real parameters, over that of predicting each one's mean.</summary>
    public required double RealErrorOverMean { get; init; }

    /// <summary>Wrong answers on flags and groups that were open, over those of predicting the most frequent answer.</summary>
    public required double ChoiceErrorOverMode { get; init; }

    /// <summary>Of intervals of real parameters, by wanted coverage: the share that held the true value.</summary>
    public required IReadOnlyDictionary<string, double> Coverage { get; init; }
}

/// <summary>Writes metrics.json.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(ParametricMetrics))]
internal sealed partial class ParametricMetricsJson : JsonSerializerContext;
