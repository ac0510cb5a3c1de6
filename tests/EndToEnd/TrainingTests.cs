using Grpc.Core;
using Inpaint.Client;
using Inpaint.Imaging;
using Inpaint.Tests.EndToEnd.Support;
using Inpaint.V1;

namespace Inpaint.Tests.EndToEnd;

[Collection(SuiteCollection.Name)]
public sealed class TrainingTests(SuiteFixture suite)
{
    [Fact]
    public async Task Cancelled_run_resumes_to_the_same_losses_bit_for_bit()
    {
        Run whole = await StartAsync("resumed-whole");
        Dictionary<long, double> expected = await LossesAsync(whole.RunId);
        Assert.Equal(40, expected.Count);

        Run cut = await StartAsync("resumed-cut");
        await foreach (WatchRunResponse happened in suite.Client.WatchRunAsync(cut.RunId))
        {
            if (happened.Step?.Step >= 4)
                break;
        }
        await suite.Client.CancelRunAsync(cut.RunId);
        RunState state = await EndAsync(cut.RunId);
        // On a fast machine the run may have come to its end before the word reached it: then there is nothing to resume.
        if (state == RunState.Cancelled)
        {
            await suite.Client.StartRunAsync(new StartRunRequest { ResumeRunId = cut.RunId });
            Assert.Equal(RunState.Succeeded, await EndAsync(cut.RunId));
        }
        Assert.Equal(expected, await LossesAsync(cut.RunId));
        Run first = await suite.Client.GetRunAsync(whole.RunId);
        Run second = await suite.Client.GetRunAsync(cut.RunId);
        Assert.Equal(first.Evaluation, second.Evaluation);
        Assert.Equal(first.WeightsDigest, second.WeightsDigest);
    }

    [Fact]
    public async Task Finished_run_has_curves_scores_and_a_served_model()
    {
        Run run = await StartAsync("with-curves", steps: 8);
        Assert.Equal(RunState.Succeeded, await EndAsync(run.RunId));
        Run ended = await suite.Client.GetRunAsync(run.RunId);
        Assert.Equal((8, 8, true), (ended.Step, ended.Steps, ended.HasLoss));
        Assert.InRange(ended.Evaluation.Scores.Composite, 0, 1);
        RgbImage curves = PictureCodec.Decode(ended.CurvesPng.Span, PictureLimits.Default);
        Assert.True(curves.Width >= 200 && curves.Height >= 100, $"{curves.Width}x{curves.Height}");
        Assert.Contains(run.RunId, await suite.Client.ListRunsAsync().Select(candidate => candidate.RunId).ToListAsync());
    }

    [Fact]
    public async Task Repeated_request_starts_one_run()
    {
        var request = new StartRunRequest { Recipe = "small-vae", Model = "once", RequestId = Guid.NewGuid().ToString("N") };
        Run first = await suite.Client.StartRunAsync(request);
        Run second = await suite.Client.StartRunAsync(request);
        Assert.Equal(first.RunId, second.RunId);
        Assert.Equal(RunState.Succeeded, await EndAsync(first.RunId));
    }

    [Fact]
    public async Task Unknown_recipe_is_not_found_naming_the_field()
    {
        var error = await Assert.ThrowsAsync<InpaintException>(() => suite.Client.StartRunAsync(new StartRunRequest { Recipe = "nobody" }));
        Assert.Equal(StatusCode.NotFound, error.Code);
        Assert.Equal("recipe", Assert.Single(error.Violations).Field);
    }

    private Task<Run> StartAsync(string model, long steps = 40) =>
        suite.Client.StartRunAsync(new StartRunRequest { Recipe = "small-unet", Model = model, Steps = steps });

    private async Task<Dictionary<long, double>> LossesAsync(string runId) =>
        await suite.Client.WatchRunAsync(runId)
            .Where(happened => happened.Step is not null)
            .ToDictionaryAsync(happened => happened.Step.Step, happened => happened.Step.Loss)
            .AsTask().WaitAsync(SuiteFixture.Limit);

    private async Task<RunState> EndAsync(string runId)
    {
        WatchRunResponse last = await suite.Client.WatchRunAsync(runId).LastAsync().AsTask().WaitAsync(SuiteFixture.Limit);
        return last.Run.State;
    }
}
