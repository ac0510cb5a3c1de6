using Inpaint.Trainer.Procedures;
using Inpaint.Trainer.Runs;
using Inpaint.V1;

namespace Inpaint.Trainer.Running;

/// <summary>Takes runs from the queue, one after the other, and notes how each of them ended.</summary>
public sealed partial class RunWorker(RunQueue queue, TrainingProcedures procedures, TimeProvider time, ILogger<RunWorker> logger) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var run = await queue.TakeAsync(stoppingToken);
            await ExecuteAsync(run, stoppingToken);
        }
    }

    private async Task ExecuteAsync(TrainingRun run, CancellationToken stopping)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stopping, run.Cancelled);
        var id = run.Record.RunId;
        try
        {
            run.Update(record => record with { State = RunState.Running });
            LogStarted(logger, id, run.Record.RecipeName);
            var digest = await procedures.Of(run.Record.Recipe.Family).ExecuteAsync(run, stop.Token);
            End(run, RunState.Succeeded, digest: digest);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            End(run, run.Cancelled.IsCancellationRequested ? RunState.Cancelled : RunState.Interrupted);
        }
        catch (Exception exception)
        {
            LogFailed(logger, exception, id);
            End(run, RunState.Failed, error: exception.Message);
        }
    }

    private void End(TrainingRun run, RunState state, string error = "", string digest = "")
    {
        try
        {
            run.Update(record => record with { State = state, Ended = time.GetUtcNow(), Error = error, WeightsDigest = digest });
            LogEnded(logger, run.Record.RunId, state);
        }
        catch (IOException exception)
        {
            // The disk is full or gone: the next start finds the run interrupted, and the worker lives on for other runs.
            LogFailed(logger, exception, run.Record.RunId);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Run {RunId} of {Recipe} starts")]
    private static partial void LogStarted(ILogger logger, string runId, string recipe);

    [LoggerMessage(Level = LogLevel.Information, Message = "Run {RunId} ended: {State}")]
    private static partial void LogEnded(ILogger logger, string runId, RunState state);

    [LoggerMessage(Level = LogLevel.Error, Message = "Run {RunId} failed")]
    private static partial void LogFailed(ILogger logger, Exception exception, string runId);
}
