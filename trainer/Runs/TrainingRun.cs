using Google.Protobuf.WellKnownTypes;
using Inpaint.Trainer.Batches;
using Inpaint.V1;

namespace Inpaint.Trainer.Runs;

/// <summary>A run in memory: its record, its journal, and the switch that stops it.</summary>
public sealed class TrainingRun : IDisposable
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _cancelled = new();
    private RunRecord _record;

    internal TrainingRun(RunFolder folder, RunRecord record, RunJournal journal)
    {
        Folder = folder;
        _record = record;
        Journal = journal;
    }

    /// <summary>Where it lies on disk.</summary>
    public RunFolder Folder { get; }

    /// <summary>What happened in it.</summary>
    public RunJournal Journal { get; }

    /// <summary>Ends when a caller asked for the run to stop.</summary>
    public CancellationToken Cancelled => _cancelled.Token;

    /// <summary>The record as it stands.</summary>
    public RunRecord Record
    {
        get
        {
            lock (_lock)
                return _record;
        }
    }

    /// <summary>Whether a state is one that a run stays in.</summary>
    public static bool IsFinal(RunState state) => state is not (RunState.Queued or RunState.Running or RunState.Unspecified);

    /// <summary>Asks the run to stop.</summary>
    public void Cancel() => _cancelled.Cancel();

    /// <summary>Changes the record on disk and then in memory, and wakes the watchers.</summary>
    /// <param name="change">Makes the new record of the old one.</param>
    public void Update(Func<RunRecord, RunRecord> change)
    {
        lock (_lock)
        {
            var changed = change(_record);
            Folder.Write(changed);
            _record = changed;
        }

        Journal.Wake();
    }

    /// <summary>Notes which data the run is on.</summary>
    /// <exception cref="TrainingException">It began with others.</exception>
    public void RequireSameData(TrainingData data)
    {
        var begunWith = Record.DataSetDigest;
        if (begunWith.Length > 0 && begunWith != data.Digest)
            throw new TrainingException($"the data set '{data.Name}' is no longer the one that the run began with");
        Update(record => record with { DataSetDigest = data.Digest });
    }

    /// <summary>The run as callers see it, without its curves.</summary>
    public Run ToMessage()
    {
        var record = Record;
        var latest = Journal.LatestStep;
        var run = new Run
        {
            RunId = record.RunId,
            Recipe = record.RecipeName,
            Model = record.Model,
            State = record.State,
            Step = latest?.Number ?? 0,
            Steps = record.Recipe.Steps,
            Created = record.Created.ToTimestamp(),
            Ended = record.Ended?.ToTimestamp(),
            Error = record.Error,
            Evaluation = Journal.LatestEvaluation,
            WeightsDigest = record.WeightsDigest,
        };
        if (latest is not null)
            run.Loss = latest.Loss;
        return run;
    }

    /// <inheritdoc/>
    public void Dispose() => _cancelled.Dispose();
}
