using System.Text.Json.Serialization;
using Inpaint.Trainer.RecipeFiles;
using Inpaint.V1;

namespace Inpaint.Trainer.Runs;

/// <summary>What a run's <c>run.json</c> holds: enough to go on with the run after a crash, whatever became of its recipe's file.</summary>
public sealed record RunRecord
{
    /// <summary>The run's name.</summary>
    public required string RunId { get; init; }

    /// <summary>Name of its recipe.</summary>
    public required string RecipeName { get; init; }

    /// <summary>The recipe as it was, with the caller's steps and seed.</summary>
    public required TrainingRecipe Recipe { get; init; }

    /// <summary>Name under which the model is stored.</summary>
    public required string Model { get; init; }

    /// <summary>Where it stands.</summary>
    public required RunState State { get; init; }

    /// <summary>When it was started.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it ended; null while it goes on.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>What went wrong; empty where nothing did.</summary>
    public string Error { get; init; } = "";

    /// <summary>SHA-256 of the trained weights; empty before.</summary>
    public string WeightsDigest { get; init; } = "";

    /// <summary>Digest of the data set that it began with; empty before. A run does not go on with other data.</summary>
    public string DataSetDigest { get; init; } = "";

    /// <summary>The callers' names for the requests that started it or went on with it.</summary>
    public IReadOnlyList<string> RequestIds { get; init; } = [];
}

/// <summary>Reads and writes run.json.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UseStringEnumConverter = true,
    WriteIndented = true)]
[JsonSerializable(typeof(RunRecord))]
internal sealed partial class RunJson : JsonSerializerContext;
