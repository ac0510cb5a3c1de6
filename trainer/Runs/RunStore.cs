using System.Collections.Concurrent;
using System.Text.Json;
using Inpaint.Models.Weights;
using Inpaint.V1;

namespace Inpaint.Trainer.Runs;

/// <summary>All runs, in memory and in their folders. A run that was under way when the process ended is found interrupted.</summary>
public sealed partial class RunStore
{
    private readonly ConcurrentDictionary<string, TrainingRun> _runs = new(StringComparer.Ordinal);
    private readonly string _root;

    /// <summary>Reads all runs of the folder.</summary>
    public RunStore(TrainerOptions options, TimeProvider time, ILogger<RunStore> logger)
    {
        _root = Path.GetFullPath(options.RunsRoot);
        if (!Directory.Exists(_root))
            return;
        foreach (var path in Directory.GetDirectories(_root).Where(path => RunIdentifier.IsValid(Path.GetFileName(path))))
        {
            try
            {
                Load(new RunFolder(path), time);
            }
            catch (Exception exception) when (exception is JsonException or WeightsFileException or InvalidDataException)
            {
                // One damaged run must not keep the others from being served.
                LogDamaged(logger, exception, path);
            }
        }
    }

    /// <summary>All runs, newest first.</summary>
    public IReadOnlyList<TrainingRun> All() =>
        [.. _runs.Values.OrderByDescending(run => run.Record.RunId, StringComparer.Ordinal)];

    /// <summary>A run by its name; null where there is none.</summary>
    public TrainingRun? Find(string runId) => _runs.GetValueOrDefault(runId);

    /// <summary>The run that a request started or went on with; null where there is none.</summary>
    public TrainingRun? FindByRequest(string requestId) =>
        _runs.Values.FirstOrDefault(run => run.Record.RequestIds.Contains(requestId, StringComparer.Ordinal));

    /// <summary>Adds a new run and writes its folder.</summary>
    public TrainingRun Add(RunRecord record)
    {
        var run = new TrainingRun(new RunFolder(Path.Combine(_root, record.RunId)), record, new RunJournal());
        run.Folder.Write(record);
        return _runs[record.RunId] = run;
    }

    /// <summary>Makes an ended run ready to go on from its last checkpoint; what it did after that is forgotten.</summary>
    public TrainingRun Reopen(TrainingRun ended, string requestId)
    {
        var record = ended.Record with
        {
            State = RunState.Queued,
            Ended = null,
            Error = "",
            RequestIds = requestId.Length == 0 ? ended.Record.RequestIds : [.. ended.Record.RequestIds, requestId],
        };
        var run = new TrainingRun(ended.Folder, record, ReadJournal(ended.Folder));
        run.Folder.Write(record);
        return _runs[record.RunId] = run;
    }

    private void Load(RunFolder folder, TimeProvider time)
    {
        if (folder.Read() is not { } record)
            return;
        var run = new TrainingRun(folder, record, ReadJournal(folder));
        if (!TrainingRun.IsFinal(record.State))
            run.Update(found => found with { State = RunState.Interrupted, Ended = time.GetUtcNow() });
        _runs[record.RunId] = run;
    }

    private static RunJournal ReadJournal(RunFolder folder)
    {
        var journal = new RunJournal();
        if (File.Exists(folder.Checkpoint))
        {
            using var file = SafetensorsFile.Open(folder.Checkpoint);
            JournalStorage.Read(file, journal);
        }

        return journal;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The run in {Path} cannot be read and is left out")]
    private static partial void LogDamaged(ILogger logger, Exception exception, string path);
}
