using System.Text.Json;
using Inpaint.Models;
using Inpaint.Models.Clip;
using Inpaint.V1;

namespace Inpaint.Tests.Integration.Training;

public sealed class ClipTrainingTests : IAsyncLifetime
{
    private const string Recipe = "small-clip";

    private const string RecipeJson = """
        {
          "description": "A small CLIP on bicycles.",
          "family": "clip",
          "model": "small-clip",
          "seed": 7,
          "steps": 6,
          "data": { "set": "bikes", "batch_size": 8, "fresh_descriptions": true },
          "network": {
            "vocabulary": "bikes",
            "text_config": { "hidden_size": 8, "intermediate_size": 8, "num_hidden_layers": 1, "num_attention_heads": 1, "max_position_embeddings": 96 },
            "vision_config": {
              "hidden_size": 8, "intermediate_size": 8, "num_hidden_layers": 1, "num_attention_heads": 1, "patch_size": 16, "stem_channels": [4, 4, 4]
            },
            "projection_dim": 8
          },
          "optimizer": { "learning_rate": 0.001, "warmup_steps": 2 },
          "evaluation": { "every": 3, "samples": 10, "test_samples": 10 },
          "checkpoint_every": 3
        }
        """;

    private TrainingHouse _house = null!;
    private TrainerProcess _trainer = null!;

    public async Task InitializeAsync()
    {
        _house = await TrainingHouse.BuildAsync();
        _house.AddRecipe(Recipe, RecipeJson);
        _house.AddRecipe("tuned", """
            {
              "description": "It, fine-tuned.", "family": "clip", "model": "tuned", "initial": "small-clip", "seed": 8, "steps": 2,
              "data": { "set": "bikes", "batch_size": 8 },
              "optimizer": { "learning_rate": 0.001, "warmup_steps": 1 },
              "evaluation": { "every": 3, "samples": 10, "test_samples": 10 }
            }
            """);
        _trainer = await _house.StartTrainerAsync();
    }

    public async Task DisposeAsync()
    {
        await _trainer.DisposeAsync();
        await _house.DisposeAsync();
    }

    [Fact]
    public async Task Texts_and_pictures_are_trained_judged_published_and_fine_tuned()
    {
        var seen = await RunAsync(Recipe);
        var evaluations = seen.Where(happened => happened.Evaluation is not null).Select(happened => happened.Evaluation).ToList();
        Assert.Equal([(3L, Split.Validation), (6L, Split.Test)], evaluations.Select(scored => (scored.Step, scored.Split)));
        Assert.All(evaluations, scored => Assert.Null(scored.Scores));
        Assert.All(evaluations, scored => Assert.InRange(scored.Retrieval.TextToPicture, 0, 1));

        var store = new ModelStore(_house.ModelsRoot);
        var folder = ClipModelFolder.Find(store, Recipe);
        Assert.Equal(seen.Ending().WeightsDigest, folder.Manifest.WeightsDigest);
        using var metrics = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder.Path, "metrics.json")));
        Assert.Equal(evaluations[^1].Retrieval.MatchedCosine, metrics.RootElement.GetProperty("retrieval").GetProperty("matched_cosine").GetDouble(), 1e-9);
        using (var encoder = ClipEncoder.Open(store, Recipe))
            Assert.Equal(8, encoder.EncodeTexts([encoder.Tokenizer.Tokenize("a red bike")]).Single().Length);

        var tuned = await RunAsync("tuned");
        using var before = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(ClipModelFolder.Find(store, "tuned").Path, "metrics.json")));
        // What it began with is what the first training ended with, judged on the same pairs.
        Assert.Equal(evaluations[^1].Retrieval.MatchedCosine, before.RootElement.GetProperty("retrieval_before").GetProperty("matched_cosine").GetDouble(), 1e-5);
        Assert.NotEqual(folder.Manifest.WeightsDigest, tuned.Ending().WeightsDigest);
    }

    private async Task<List<WatchRunResponse>> RunAsync(string recipe)
    {
        var seen = await _trainer.WatchAsync((await _trainer.StartAsync(new StartRunRequest { Recipe = recipe })).RunId);
        Assert.Equal((RunState.Succeeded, ""), (seen.Ending().State, seen.Ending().Error));
        return seen;
    }
}
