using Grpc.Core;
using Inpaint.Models;
using Inpaint.Serving;
using Inpaint.Trainer.RecipeFiles;
using Inpaint.V1;

namespace Inpaint.Trainer.Runs;

/// <summary>Turns requests into queued runs: checks them, and answers a repeated request with the run that it started.</summary>
public sealed class RunStarter(RecipeStore recipes, RunStore runs, RunQueue queue, TimeProvider time)
{
    private const int MaxRequestIdLength = 128;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMinutes(1);

    // Two requests of one name must not both find that there is no run yet.
    private readonly Lock _starting = new();

    /// <summary>Starts a run or goes on with one.</summary>
    /// <exception cref="RpcException">The request is refused; the field is named.</exception>
    public TrainingRun Start(StartRunRequest request)
    {
        if (request.RequestId.Length > MaxRequestIdLength)
            throw FieldError.Invalid("request_id", $"has {request.RequestId.Length} characters; at most {MaxRequestIdLength} are accepted");
        lock (_starting)
        {
            if (request.RequestId.Length > 0 && runs.FindByRequest(request.RequestId) is { } started)
                return started;
            var create = request.ResumeRunId.Length > 0 ? Resumed(request) : New(request);
            return queue.TryAdd(create, out var run)
                ? run!
                : throw FieldError.Exhausted($"{queue.Capacity} runs wait already", RetryAfter);
        }
    }

    /// <summary>Reads a recipe.</summary>
    /// <exception cref="RpcException">There is none of that name, or it cannot be followed.</exception>
    internal static TrainingRecipe Read(RecipeStore recipes, string name)
    {
        try
        {
            return recipes.Find(name) ?? throw FieldError.NotFound("recipe", $"there is no recipe '{name}'; there are {string.Join(", ", recipes.Names())}");
        }
        catch (RecipeException exception)
        {
            throw FieldError.FailedPrecondition("recipe", exception.Message);
        }
    }

    private Func<TrainingRun> New(StartRunRequest request)
    {
        if (request.Recipe.Length == 0)
            throw FieldError.Invalid("recipe", "is required unless resume_run_id is given");
        if (request.Model.Length > 0 && !ModelNames.IsValid(request.Model))
            throw FieldError.Invalid("model", "is not of lower-case letters, digits and single dashes");
        if (request.HasSteps && request.Steps is < 1 or > RecipeChecks.MaxSteps)
            throw FieldError.Invalid("steps", $"is {request.Steps}; from 1 to {RecipeChecks.MaxSteps} is accepted");
        var recipe = Read(recipes, request.Recipe);
        var record = new RunRecord
        {
            RunId = RunIdentifier.Create(time),
            RecipeName = request.Recipe,
            Recipe = recipe with
            {
                Steps = request.HasSteps ? request.Steps : recipe.Steps,
                Seed = request.HasSeed ? request.Seed : recipe.Seed,
            },
            Model = request.Model.Length > 0 ? request.Model : recipe.Model,
            State = RunState.Queued,
            Created = time.GetUtcNow(),
            RequestIds = request.RequestId.Length > 0 ? [request.RequestId] : [],
        };
        return () => runs.Add(record);
    }

    private Func<TrainingRun> Resumed(StartRunRequest request)
    {
        // Other steps or another seed would not lead to the same losses.
        RefuseBeside(request.Recipe.Length > 0, "recipe");
        RefuseBeside(request.Model.Length > 0, "model");
        RefuseBeside(request.HasSteps, "steps");
        RefuseBeside(request.HasSeed, "seed");
        var run = runs.Find(request.ResumeRunId)
            ?? throw FieldError.NotFound("resume_run_id", $"there is no run '{request.ResumeRunId}'");
        if (run.Record.State is not (RunState.Interrupted or RunState.Cancelled or RunState.Failed))
            throw FieldError.FailedPrecondition("resume_run_id", $"the run is {run.Record.State}; interrupted, cancelled and failed ones can be resumed");
        return () => runs.Reopen(run, request.RequestId);
    }

    private static void RefuseBeside(bool given, string field)
    {
        if (given)
            throw FieldError.Invalid(field, "cannot be given together with resume_run_id");
    }
}
