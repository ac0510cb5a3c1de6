using Inpaint.Models;
using Inpaint.V1;

namespace Inpaint.Tests.Integration.Training;

public sealed class ResumptionTests : IAsyncLifetime
{
    private TrainingHouse _house = null!;

    public async Task InitializeAsync() => _house = await TrainingHouse.BuildAsync();

    public async Task DisposeAsync() => await _house.DisposeAsync();

    [Fact]
    public async Task Run_killed_by_SIGKILL_goes_on_to_the_same_losses_and_weights_bit_for_bit()
    {
        List<WatchRunResponse> whole;
        await using (var undisturbed = await _house.StartTrainerAsync())
            whole = await undisturbed.WatchAsync((await undisturbed.StartAsync(New("whole"))).RunId);
        Assert.Equal((RunState.Succeeded, ""), (whole.Ending().State, whole.Ending().Error));

        string run;
        await using (var killed = await _house.StartTrainerAsync())
        {
            run = (await killed.StartAsync(New("killed"))).RunId;
            await killed.WatchAsync(run, enough: happened => happened.Step?.Step >= 13);
            await killed.KillAsync();
        }

        await using var trainer = await _house.StartTrainerAsync();
        var found = await trainer.GetAsync(run);
        Assert.Equal(RunState.Interrupted, found.State);
        Assert.InRange(found.Step, 5, TrainingHouse.Steps - 1);
        await trainer.StartAsync(new StartRunRequest { ResumeRunId = run });
        var resumed = await trainer.WatchAsync(run);
        Assert.Equal((RunState.Succeeded, ""), (resumed.Ending().State, resumed.Ending().Error));
        Assert.Equal(whole.Losses(), resumed.Losses());
        Assert.Equal(whole.Ending().WeightsDigest, resumed.Ending().WeightsDigest);
    }

    [Fact]
    public async Task Succeeded_run_leaves_a_model_that_opens_and_keeps_its_story()
    {
        string run;
        List<WatchRunResponse> seen;
        await using (var trainer = await _house.StartTrainerAsync())
        {
            run = (await trainer.StartAsync(New("story"))).RunId;
            seen = await trainer.WatchAsync(run);
        }

        Assert.Equal(Enumerable.Range(1, TrainingHouse.Steps).Select(step => (long)step), seen.Steps());
        var evaluations = seen.Where(happened => happened.Evaluation is not null).Select(happened => happened.Evaluation).ToList();
        Assert.Equal([(10, 2), (20, 2), (TrainingHouse.Steps, 3)], evaluations.Select(scored => ((int)scored.Step, scored.Samples)));

        using var model = new ModelStore(_house.ModelsRoot).Open("unet", "story");
        Assert.Equal(seen.Ending().WeightsDigest, model.Info.WeightsDigest);
        Assert.Equal((128, 80, "parametric/bikes", 192), (model.Info.Width, model.Info.Height, model.Info.Encoder, model.Info.EmbeddingWidth));
        var revision = Assert.Single(Directory.GetDirectories(Path.Combine(_house.ModelsRoot, "story")));
        string[] files = ["curves.png", "metrics.json", "model.json", "recipe.json", "weights.safetensors"];
        Assert.Equal(files, Directory.GetFiles(revision).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));

        await using var later = await _house.StartTrainerAsync();
        Assert.Equal(seen.Losses(), (await later.WatchAsync(run)).Losses());
        Assert.Equal(seen.Losses().Skip(19), (await later.WatchAsync(run, firstStep: 20)).Losses());
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], (await later.GetAsync(run)).CurvesPng.Take(4));
    }

    [Fact]
    public async Task Run_whose_augmentation_goes_fails_with_what_happened_and_keeps_its_steps()
    {
        await using var trainer = await _house.StartTrainerAsync("--Training:MaxAttempts", "2", "--Training:RetryDelay", "00:00:00.05");
        var run = (await trainer.StartAsync(New("orphan", steps: 100_000))).RunId;
        await trainer.WatchAsync(run, enough: happened => happened.Step?.Step >= 6);
        await _house.Augmentation.StopAsync();
        var ending = (await trainer.WatchAsync(run)).Ending();
        Assert.Equal(RunState.Failed, ending.State);
        Assert.Contains("augmentation failed 2 times in a row", ending.Error);

        // It goes on from all its steps, and fails again for the same reason.
        await trainer.StartAsync(new StartRunRequest { ResumeRunId = run });
        var again = (await trainer.WatchAsync(run)).Ending();
        Assert.Equal((RunState.Failed, ending.Step), (again.State, again.Step));
    }

    private static StartRunRequest New(string model, long? steps = null)
    {
        var request = new StartRunRequest { Recipe = TrainingHouse.Recipe, Model = model };
        if (steps is { } given)
            request.Steps = given;
        return request;
    }
}
