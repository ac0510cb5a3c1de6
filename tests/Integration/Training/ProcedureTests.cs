using Inpaint.Models;
using Inpaint.Models.Glove;
using Inpaint.Models.Parametric;
using Inpaint.V1;
using ParameterSchema = Inpaint.Models.Parametric.ParameterSchema;

namespace Inpaint.Tests.Integration.Training;

/// <summary>Runs of the families that complete no pictures: they are killed, resumed and published like the others.</summary>
public sealed class ProcedureTests : IAsyncLifetime
{
    private const string Words = """
        {
          "description": "Small word vectors of bicycles.",
          "family": "glove",
          "model": "words",
          "seed": 5,
          "steps": 30,
          "data": { "set": "bikes", "batch_size": 250 },
          "network": { "vector_size": 8, "minimum_count": 20, "window_size": 4, "x_max": 20, "groups": [["carbon", "steel"], ["red", "blue", "navy"]] },
          "optimizer": { "learning_rate": 0.05 },
          "checkpoint_every": 4
        }
        """;

    private const string Designs = """
        {
          "description": "A small network that fills designs.",
          "family": "parametric",
          "model": "designs",
          "seed": 5,
          "steps": 60,
          "data": { "set": "bikes", "batch_size": 64 },
          "network": { "width": 32, "blocks": 1, "embedding_width": 16 },
          "optimizer": { "learning_rate": 0.003, "warmup_steps": 5 },
          "average_decay": 0.9,
          "checkpoint_every": 8
        }
        """;

    private TrainingHouse _house = null!;

    public async Task InitializeAsync()
    {
        _house = await TrainingHouse.BuildAsync();
        _house.AddRecipe("words", Words);
        _house.AddRecipe("designs", Designs);
    }

    public async Task DisposeAsync() => await _house.DisposeAsync();

    [Theory]
    [InlineData("words", 10, 4)]
    [InlineData("designs", 20, 16)]
    public async Task Run_killed_by_SIGKILL_goes_on_to_the_same_losses_and_weights_bit_for_bit(string recipe, long killedAfter, long checkpoint)
    {
        List<WatchRunResponse> whole;
        await using (var undisturbed = await _house.StartTrainerAsync())
            whole = await undisturbed.WatchAsync((await undisturbed.StartAsync(New(recipe, "whole"))).RunId);
        Assert.Equal((RunState.Succeeded, ""), (whole.Ending().State, whole.Ending().Error));
        Assert.True(whole.Losses()[^1] < whole.Losses()[0]);

        string run;
        await using (var killed = await _house.StartTrainerAsync())
        {
            run = (await killed.StartAsync(New(recipe, "killed"))).RunId;
            await killed.WatchAsync(run, enough: happened => happened.Step?.Step >= killedAfter);
            await killed.KillAsync();
        }

        await using var trainer = await _house.StartTrainerAsync();
        var found = await trainer.GetAsync(run);
        Assert.Contains(found.State, (RunState[])[RunState.Interrupted, RunState.Succeeded]);
        Assert.True(found.Step >= checkpoint);
        if (found.State == RunState.Interrupted)
            await trainer.StartAsync(new StartRunRequest { ResumeRunId = run });
        var resumed = await trainer.WatchAsync(run);
        Assert.Equal((RunState.Succeeded, ""), (resumed.Ending().State, resumed.Ending().Error));
        Assert.Equal(whole.Losses(), resumed.Losses());
        Assert.Equal(whole.Ending().WeightsDigest, resumed.Ending().WeightsDigest);
    }

    [Fact]
    public async Task Trained_words_are_served_with_both_poolings()
    {
        await using (var trainer = await _house.StartTrainerAsync())
            await trainer.WatchAsync((await trainer.StartAsync(New("words", "words"))).RunId);

        string[] files = ["curves.png", "metrics.json", "model.json", "neighbours.png", "recipe.json", "vectors.txt", "vocabulary.txt"];
        Assert.Equal(files, FilesOf("words"));
        using var encoder = GloveEncoder.Open(new ModelStore(_house.ModelsRoot), "words");
        var words = encoder.Split("A carbon frame");
        Assert.Equal(0, encoder.Average(words).UnknownShare);
        Assert.NotEqual(encoder.Average(words).Values, encoder.Sif(words).Values);
    }

    [Fact]
    public async Task Trained_network_fills_designs()
    {
        await using (var trainer = await _house.StartTrainerAsync())
            await trainer.WatchAsync((await trainer.StartAsync(New("designs", "designs"))).RunId);

        Assert.Equal(["curves.png", "metrics.json", "model.json", "recipe.json", "weights.safetensors"], FilesOf("designs"));
        using var model = ParameterModel.Open(new ModelStore(_house.ModelsRoot), "designs", ParameterSchema.Bikes);
        double[] unknown = [.. Enumerable.Repeat(double.NaN, ParameterSchema.Bikes.Count)];
        Assert.Equal(ParameterSchema.Bikes.Count, model.Complete([unknown], .9)[0].Length);
        Assert.Equal(16, model.Embed([unknown])[0].Length);
    }

    private IEnumerable<string?> FilesOf(string model) =>
        Directory.GetFiles(Assert.Single(Directory.GetDirectories(Path.Combine(_house.ModelsRoot, model)))).Select(Path.GetFileName).Order(StringComparer.Ordinal);

    private static StartRunRequest New(string recipe, string model) => new() { Recipe = recipe, Model = model };
}
