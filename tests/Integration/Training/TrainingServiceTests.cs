using Grpc.Core;
using Inpaint.Tests.Integration.Serving;
using Inpaint.V1;

namespace Inpaint.Tests.Integration.Training;

public sealed class TrainingServiceTests : IAsyncLifetime
{
    private const long Endless = 100_000;

    private TrainingHouse _house = null!;
    private TrainerProcess _trainer = null!;

    public async Task InitializeAsync()
    {
        _house = await TrainingHouse.BuildAsync();
        _trainer = await _house.StartTrainerAsync("--Runs:MaxQueued", "1");
    }

    public async Task DisposeAsync()
    {
        await _trainer.DisposeAsync();
        await _house.DisposeAsync();
    }

    [Fact]
    public async Task Recipes_are_listed_with_what_they_train()
    {
        var recipe = Assert.Single((await _trainer.Client.ListRecipesAsync(new ListRecipesRequest())).Recipes);
        Assert.Equal((TrainingHouse.Recipe, "unet", "bikes", TrainingHouse.Steps), (recipe.Name, recipe.Generator, recipe.DataSet, recipe.Steps));
    }

    [Fact]
    public async Task Cancelled_run_stops_keeps_its_steps_and_goes_on_when_resumed()
    {
        var run = (await _trainer.StartAsync(Request(Endless))).RunId;
        await _trainer.WatchAsync(run, enough: happened => happened.Step?.Step >= 7);
        await CancelAsync(run);
        var ending = (await _trainer.WatchAsync(run)).Ending();
        Assert.Equal(RunState.Cancelled, ending.State);

        await _trainer.StartAsync(new StartRunRequest { ResumeRunId = run });
        var resumed = await _trainer.WatchAsync(run, enough: happened => happened.Step?.Step > ending.Step);
        Assert.Equal(Enumerable.Range(1, (int)ending.Step + 1).Select(step => (long)step), resumed.Steps());
    }

    [Fact]
    public async Task One_run_trains_one_waits_and_a_third_is_refused()
    {
        var running = (await _trainer.StartAsync(Request(Endless))).RunId;
        await _trainer.WatchAsync(running, enough: happened => happened.Step is not null);
        var waiting = await _trainer.StartAsync(Request(Endless));
        Assert.Equal(RunState.Queued, waiting.State);
        var refusal = await Assert.ThrowsAsync<RpcException>(() => _trainer.StartAsync(Request(Endless)));
        Assert.Equal(StatusCode.ResourceExhausted, refusal.StatusCode);

        var cancelled = await CancelAsync(waiting.RunId);
        Assert.Equal((RunState.Cancelled, 0L), (cancelled.State, cancelled.Step));
        await CancelAsync(running);
        Assert.Equal(RunState.Cancelled, (await _trainer.WatchAsync(running)).Ending().State);
    }

    [Fact]
    public async Task Same_request_again_returns_the_run_that_it_started()
    {
        var request = Request(TrainingHouse.Steps);
        request.RequestId = "once";
        var first = await _trainer.StartAsync(request);
        Assert.Equal(first.RunId, (await _trainer.StartAsync(request)).RunId);
        Assert.Equal(first.RunId, Assert.Single((await _trainer.Client.ListRunsAsync(new ListRunsRequest())).Runs).RunId);
        Assert.Equal(RunState.Succeeded, (await _trainer.WatchAsync(first.RunId)).Ending().State);
        Assert.Equal(first.RunId, (await _trainer.StartAsync(request)).RunId);
    }

    [Fact]
    public async Task Runs_are_listed_newest_first_page_by_page()
    {
        var ids = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            ids.Insert(0, (await _trainer.StartAsync(Request(1))).RunId);
            await _trainer.WatchAsync(ids[0]);
        }

        var first = await _trainer.Client.ListRunsAsync(new ListRunsRequest { PageSize = 2 });
        var second = await _trainer.Client.ListRunsAsync(new ListRunsRequest { PageSize = 2, PageToken = first.NextPageToken });
        Assert.Equal(ids, first.Runs.Concat(second.Runs).Select(run => run.RunId));
        Assert.Equal("", second.NextPageToken);
    }

    [Theory]
    [InlineData(StatusCode.NotFound, "recipe", """{ "recipe": "absent" }""")]
    [InlineData(StatusCode.InvalidArgument, "recipe", "{}")]
    [InlineData(StatusCode.InvalidArgument, "model", """{ "recipe": "small", "model": "../x" }""")]
    [InlineData(StatusCode.InvalidArgument, "steps", """{ "recipe": "small", "steps": 0 }""")]
    [InlineData(StatusCode.NotFound, "resume_run_id", """{ "resumeRunId": "absent" }""")]
    [InlineData(StatusCode.InvalidArgument, "seed", """{ "resumeRunId": "absent", "seed": 1 }""")]
    public Task Wrong_start_is_refused_and_the_field_is_named(StatusCode code, string field, string request) =>
        Refusals.ExpectAsync(code, field, () => _trainer.StartAsync(StartRunRequest.Parser.ParseJson(request)));

    [Fact]
    public Task Unknown_run_is_not_found() =>
        Refusals.ExpectAsync(StatusCode.NotFound, "run_id", () => _trainer.GetAsync("absent"));

    private async Task<Run> CancelAsync(string run) =>
        (await _trainer.Client.CancelRunAsync(new CancelRunRequest { RunId = run })).Run;

    private static StartRunRequest Request(long steps) => new() { Recipe = TrainingHouse.Recipe, Steps = steps };
}
