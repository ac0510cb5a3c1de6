using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Inpaint.V1;

namespace Inpaint.Trainer.Runs;

/// <summary>One watcher of a run: replays its journal, follows it, and ends with the run's final state.</summary>
internal sealed class RunWatch(TrainingRun run, long firstStep)
{
    private const int EventsAtOnce = 256;

    /// <summary>Writes events until the run ends or the watcher goes.</summary>
    public async Task WriteAsync(IServerStreamWriter<WatchRunResponse> watcher, CancellationToken cancellationToken)
    {
        var position = 0;
        var told = RunState.Unspecified;
        while (true)
        {
            // In this order: what changes after the first line is seen at the wait, and a final state is told after all events.
            var grown = run.Journal.Read(position, 0).Grown;
            var state = run.Record.State;
            var events = run.Journal.Read(position, EventsAtOnce).Events;
            foreach (var happened in events.Where(happened => happened.Step >= firstStep))
                await watcher.WriteAsync(Message(happened), cancellationToken);
            position += events.Count;
            if (events.Count == EventsAtOnce)
                continue;
            if (state != told)
                await watcher.WriteAsync(new WatchRunResponse { Run = run.ToMessage() }, cancellationToken);
            if (TrainingRun.IsFinal(state))
                return;
            told = state;
            await grown.WaitAsync(cancellationToken);
        }
    }

    private WatchRunResponse Message(RunEvent happened) => happened switch
    {
        StepEvent step => new WatchRunResponse { Step = Message(step) },
        EvaluationEvent scored => new WatchRunResponse { Evaluation = scored.Evaluation },
        _ => throw new InvalidOperationException($"{happened.GetType().Name} has no message"),
    };

    private TrainingStep Message(StepEvent step)
    {
        var recipe = run.Record.Recipe;
        var message = new TrainingStep
        {
            Step = step.Number,
            Steps = recipe.Steps,
            Loss = step.Loss,
            LearningRate = step.LearningRate,
            SamplesPerSecond = step.SamplesPerSecond,
        };
        if (step.SamplesPerSecond > 0)
        {
            var seconds = (recipe.Steps - step.Number) * recipe.Data.BatchSize / step.SamplesPerSecond;
            message.Remaining = Duration.FromTimeSpan(TimeSpan.FromSeconds(Math.Min(seconds, TimeSpan.FromDays(365).TotalSeconds)));
        }

        return message;
    }
}
