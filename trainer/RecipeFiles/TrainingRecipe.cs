using System.Text.Json;
using System.Text.Json.Serialization;
using Inpaint.V1;

namespace Inpaint.Trainer.RecipeFiles;

/// <summary>A recipe: all that is needed to train a network again. Times and speeds are no part of it.</summary>
public sealed record TrainingRecipe
{
    /// <summary>What it trains, in a sentence.</summary>
    public required string Description { get; init; }

    /// <summary>Family of the network: "unet", "vae", "clip".</summary>
    public required string Family { get; init; }

    /// <summary>Name under which the trained model is stored, unless the caller gives one.</summary>
    public required string Model { get; init; }

    /// <summary>Whether the trained model is the default of its family.</summary>
    public bool Default { get; init; }

    /// <summary>Seed of the weights, of the batches and of all noise.</summary>
    public required long Seed { get; init; }

    /// <summary>Optimiser steps.</summary>
    public required long Steps { get; init; }

    /// <summary>What it is trained on.</summary>
    public required DataRecipe Data { get; init; }

    /// <summary>How the weights are moved.</summary>
    public required OptimizerRecipe Optimizer { get; init; }

    /// <summary>What is minimised.</summary>
    public LossRecipe Loss { get; init; } = new();

    /// <summary>
    /// The stored model whose weights it begins with, to fine-tune it; null: freshly drawn weights. The network is then that model's, and
    /// the recipe says nothing of it. Only for "clip".
    /// </summary>
    public string? Initial { get; init; }

    /// <summary>The network's own configuration, without the sizes that the data set gives; undefined where the recipe says nothing of it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public JsonElement Network { get; init; }

    /// <summary>
    /// Decay of the moving average of the weights that is evaluated and published, at least 0 and below 1; 0: the weights as they are.
    /// </summary>
    public double AverageDecay { get; init; }

    /// <summary>When and on how much it is judged.</summary>
    public EvaluationRecipe Evaluation { get; init; } = new();

    /// <summary>Steps between checkpoints.</summary>
    public long CheckpointEvery { get; init; } = 500;
}

/// <summary>What a network is trained on.</summary>
public sealed record DataRecipe
{
    /// <summary>Name of the data set.</summary>
    public required string Set { get; init; }

    /// <summary>Samples in a batch, 1 to 1024.</summary>
    public required int BatchSize { get; init; }

    /// <summary>Shape of the holes while training.</summary>
    public MaskKind MaskKind { get; init; } = MaskKind.Rectangle;

    /// <summary>Share of the parameters made unknown, 0 to 1.</summary>
    public double UnknownShare { get; init; } = 0.5;

    /// <summary>Encoder of the descriptions that the network attends to, for example "clip/clip-bikes"; absent: it takes no text.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TextEncoder { get; init; }

    /// <summary>Share of the training samples that keep their description, 0 to 1; held-out samples all do.</summary>
    public double TextShare { get; init; } = 0.75;

    /// <summary>Mirror left and right by chance; only for data sets without parameters.</summary>
    public bool Mirror { get; init; }

    /// <summary>Describe the samples anew in every epoch; only for data sets that can.</summary>
    public bool FreshDescriptions { get; init; }

    /// <summary>"clip": the pictures of a batch are moved by up to so many pixels each way, together; 0: not at all.</summary>
    public int Shift { get; init; }
}

/// <summary>AdamW with a linear warm-up and a cosine descent.</summary>
public sealed record OptimizerRecipe
{
    /// <summary>Highest learning rate.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Learning rate at the last step.</summary>
    public double FinalLearningRate { get; init; } = 1e-5;

    /// <summary>Steps of the warm-up.</summary>
    public long WarmupSteps { get; init; } = 100;

    /// <summary>Decoupled weight decay.</summary>
    public double WeightDecay { get; init; } = 0.01;

    /// <summary>Largest norm of all gradients together; larger ones are scaled down to it.</summary>
    public double ClipNorm { get; init; } = 1;
}

/// <summary>Weights of the loss's terms; each family reads its own.</summary>
public sealed record LossRecipe
{
    /// <summary>"unet": weight of 1 - SSIM against ten times the mean absolute error; .5 is the composite score's proportion.</summary>
    public double Similarity { get; init; } = 0.5;

    /// <summary>"unet": weight of the error outside the hole.</summary>
    public double Outside { get; init; } = 0.1;

    /// <summary>"vae": weight of the divergence from the standard normal.</summary>
    public double Divergence { get; init; } = Models.Vae.StarterVaeLoss.DefaultDivergenceWeight;
}

/// <summary>How a network is judged while and after it is trained.</summary>
public sealed record EvaluationRecipe
{
    /// <summary>Steps between evaluations on validation samples.</summary>
    public long Every { get; init; } = 500;

    /// <summary>Validation samples of each of them.</summary>
    public int Samples { get; init; } = 64;

    /// <summary>Test samples of the last one, whose figures are stored with the model.</summary>
    public int TestSamples { get; init; } = 200;

    /// <summary>Shape of the holes.</summary>
    public MaskKind MaskKind { get; init; } = MaskKind.Unspecified;
}

/// <summary>Reads and writes recipes.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    UseStringEnumConverter = true,
    WriteIndented = true)]
[JsonSerializable(typeof(TrainingRecipe))]
internal sealed partial class RecipeJson : JsonSerializerContext;

/// <summary>Reads recipes that people write, in which entries may be left out.</summary>
internal static class RecipeReading
{
    /// <summary>
    /// Read by reflection: a source-generated reader sets every init property, and would turn an absent entry's default into zero.
    /// </summary>
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter() },
    };
}
