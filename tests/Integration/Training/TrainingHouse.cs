using Inpaint.Augmentation;
using Inpaint.Scoring;
using Inpaint.Tests.Integration.Serving;

namespace Inpaint.Tests.Integration.Training;

/// <summary>Augmentation and scoring on Kestrel, a folder of recipes, runs and models, and trainers over them.</summary>
internal sealed class TrainingHouse : IAsyncDisposable
{
    public const string Recipe = "small";
    public const int Steps = 24;

    // Small enough to be quick, long enough to be killed in the middle.
    private static readonly string RecipeJson = $$"""
        {
          "description": "A small UNet on bicycles.",
          "family": "unet",
          "model": "small",
          "seed": 11,
          "steps": {{Steps}},
          "data": { "set": "bikes", "batch_size": 2, "mask_kind": "rectangle" },
          "network": { "channels": [4, 4, 8, 8], "mixing_channels": 4, "mixing_width": 8, "condition_width": 8 },
          "optimizer": { "learning_rate": 0.001, "warmup_steps": 4 },
          "average_decay": 0.9,
          "evaluation": { "every": 10, "samples": 2, "test_samples": 3 },
          "checkpoint_every": 5
        }
        """;

    private readonly string _root = Directory.CreateTempSubdirectory("training-").FullName;
    private readonly RunningService _scoring;

    private TrainingHouse(RunningService augmentation, RunningService scoring)
    {
        (Augmentation, _scoring) = (augmentation, scoring);
        Directory.CreateDirectory(Path.Combine(_root, "recipes"));
        File.WriteAllText(Path.Combine(_root, "recipes", Recipe + ".json"), RecipeJson);
    }

    public RunningService Augmentation { get; }

    public string ModelsRoot => Path.Combine(_root, "models");

    public static async Task<TrainingHouse> BuildAsync() => new(
        await RunningService.StartAsync(AugmentationHost.Build(RunningService.Arguments())),
        await RunningService.StartAsync(ScoringHost.Build(RunningService.Arguments())));

    /// <summary>Puts a further recipe into the folder.</summary>
    public void AddRecipe(string name, string json) => File.WriteAllText(Path.Combine(_root, "recipes", name + ".json"), json);

    public Task<TrainerProcess> StartTrainerAsync(params string[] settings) => TrainerProcess.StartAsync(
    [
        "--Runs:Root", Path.Combine(_root, "runs"),
        "--Recipes:Root", Path.Combine(_root, "recipes"),
        "--Models:Root", ModelsRoot,
        "--Services:Augmentation", Augmentation.Address,
        "--Services:Scoring", _scoring.Address,
        "--Training:Threads", "1",
        .. settings,
    ]);

    public async ValueTask DisposeAsync()
    {
        await Augmentation.DisposeAsync();
        await _scoring.DisposeAsync();
        Directory.Delete(_root, recursive: true);
    }
}
