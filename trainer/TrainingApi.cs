using Google.Protobuf;
using Grpc.Core;
using Inpaint.Serving;
using Inpaint.Trainer.RecipeFiles;
using Inpaint.Trainer.Results;
using Inpaint.Trainer.Runs;
using Inpaint.V1;

namespace Inpaint.Trainer;

/// <summary>TrainingService over the store of recipes and the store of runs.</summary>
internal sealed class TrainingApi(RecipeStore recipes, RunStore runs, RunStarter starter, RunQueue queue, TimeProvider time)
    : TrainingService.TrainingServiceBase
{
    private const int DefaultPageSize = 100;
    private const int MaxPageSize = 1000;

    public override Task<ListRecipesResponse> ListRecipes(ListRecipesRequest request, ServerCallContext context)
    {
        var response = new ListRecipesResponse();
        foreach (var name in recipes.Names())
        {
            var recipe = RunStarter.Read(recipes, name);
            response.Recipes.Add(new Recipe
            {
                Name = name,
                Description = recipe.Description,
                Generator = recipe.Family,
                DataSet = recipe.Data.Set,
                Steps = recipe.Steps,
            });
        }

        return Task.FromResult(response);
    }

    public override Task<StartRunResponse> StartRun(StartRunRequest request, ServerCallContext context) =>
        Task.FromResult(new StartRunResponse { Run = starter.Start(request).ToMessage() });

    public override Task<GetRunResponse> GetRun(GetRunRequest request, ServerCallContext context)
    {
        var run = Find(request.RunId);
        var message = run.ToMessage();
        message.CurvesPng = UnsafeByteOperations.UnsafeWrap(CurveChart.Draw(run.Record.RecipeName, run.Journal.All()));
        return Task.FromResult(new GetRunResponse { Run = message });
    }

    public override Task<ListRunsResponse> ListRuns(ListRunsRequest request, ServerCallContext context)
    {
        if (request.PageSize is < 0 or > MaxPageSize)
            throw FieldError.Invalid("page_size", $"is {request.PageSize}; from 0 to {MaxPageSize} is accepted");
        if (request.PageToken.Length > 0 && !RunIdentifier.IsValid(request.PageToken))
            throw FieldError.Invalid("page_token", "is none that this service gave");
        var size = request.PageSize == 0 ? DefaultPageSize : request.PageSize;
        var older = runs.All()
            .Where(run => request.PageToken.Length == 0 || string.CompareOrdinal(run.Record.RunId, request.PageToken) < 0)
            .Take(size + 1)
            .ToList();
        var response = new ListRunsResponse();
        response.Runs.Add(older.Take(size).Select(run => run.ToMessage()));
        if (older.Count > size)
            response.NextPageToken = older[size - 1].Record.RunId;
        return Task.FromResult(response);
    }

    public override Task WatchRun(WatchRunRequest request, IServerStreamWriter<WatchRunResponse> responseStream, ServerCallContext context)
    {
        if (request.FirstStep < 0)
            throw FieldError.Invalid("first_step", $"is {request.FirstStep}; at least 0 is accepted");
        return new RunWatch(Find(request.RunId), request.FirstStep).WriteAsync(responseStream, context.CancellationToken);
    }

    public override Task<CancelRunResponse> CancelRun(CancelRunRequest request, ServerCallContext context)
    {
        var run = Find(request.RunId);
        if (queue.TryRemove(run))
            run.Update(record => record with { State = RunState.Cancelled, Ended = time.GetUtcNow() });
        else if (!TrainingRun.IsFinal(run.Record.State))
            run.Cancel();
        return Task.FromResult(new CancelRunResponse { Run = run.ToMessage() });
    }

    private TrainingRun Find(string runId) =>
        runs.Find(runId) ?? throw FieldError.NotFound("run_id", $"there is no run '{runId}'");
}
