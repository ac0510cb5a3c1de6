namespace Inpaint.Trainer.Runs;

/// <summary>Runs that wait for their turn, first come first served, as many as the settings allow.</summary>
public sealed class RunQueue(TrainerOptions options) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly LinkedList<TrainingRun> _waiting = [];
    private readonly SemaphoreSlim _available = new(0);

    /// <summary>How many runs may wait.</summary>
    public int Capacity { get; } = options.MaxQueuedRuns;

    /// <summary>Adds a run; false where the queue is full.</summary>
    /// <param name="create">Makes the run, once there is room for it.</param>
    /// <param name="run">The run that was added.</param>
    public bool TryAdd(Func<TrainingRun> create, out TrainingRun? run)
    {
        lock (_lock)
        {
            run = null;
            if (_waiting.Count >= Capacity)
                return false;
            run = create();
            _waiting.AddLast(run);
        }

        _available.Release();
        return true;
    }

    /// <summary>Takes a run out before its turn; false where it is not waiting.</summary>
    public bool TryRemove(TrainingRun run)
    {
        lock (_lock)
            return _waiting.Remove(run);
    }

    /// <summary>Waits for the next run and takes it.</summary>
    public async Task<TrainingRun> TakeAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await _available.WaitAsync(cancellationToken);
            lock (_lock)
            {
                // A run that was taken out before its turn leaves its count behind.
                if (_waiting.First is not { } first)
                    continue;
                _waiting.RemoveFirst();
                return first.Value;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _available.Dispose();
}
