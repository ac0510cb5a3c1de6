using System.IO.Pipelines;

namespace Pipelines.Sockets.Unofficial;

/// <summary>
/// A few threads that do nothing but move bytes, so that replies are read even while the shared thread pool is busy.
/// What does not fit in the queue goes to the shared pool.
/// </summary>
public sealed class DedicatedThreadPoolPipeScheduler : PipeScheduler, IDisposable
{
    private readonly Queue<(Action<object?> Action, object? State)> _queue = new();
    private readonly string _name;
    private readonly int _queueLimit;
    private int _available;
    private long _servicedByQueue;
    private long _servicedByPool;
    private bool _disposed;

    public DedicatedThreadPoolPipeScheduler(
        string? name = null, int workerCount = 5, int useThreadPoolQueueLength = 10, ThreadPriority priority = ThreadPriority.Normal)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(workerCount);
        _name = string.IsNullOrWhiteSpace(name) ? nameof(DedicatedThreadPoolPipeScheduler) : name.Trim();
        _queueLimit = workerCount == 0 ? 0 : useThreadPoolQueueLength;
        WorkerCount = workerCount;
        for (int i = 0; i < workerCount; i++)
            new Thread(Work) { Name = $"{_name}:{i}", Priority = priority, IsBackground = true }.Start();
    }

    public int WorkerCount { get; }

    /// <summary>Workers that wait for something to do.</summary>
    public int AvailableCount => Volatile.Read(ref _available);

    public long TotalServicedByQueue => Interlocked.Read(ref _servicedByQueue);

    public long TotalServicedByPool => Interlocked.Read(ref _servicedByPool);

    public override string ToString() => _name;

    public override void Schedule(Action<object?> action, object? state)
    {
        lock (_queue)
        {
            if (!_disposed && _queue.Count < _queueLimit)
            {
                _queue.Enqueue((action, state));
                Monitor.Pulse(_queue);
                return;
            }
        }

        Interlocked.Increment(ref _servicedByPool);
        ThreadPool.Schedule(action, state);
    }

    /// <summary>Ends the workers once the queue is empty; later work goes to the shared pool.</summary>
    public void Dispose()
    {
        lock (_queue)
        {
            _disposed = true;
            Monitor.PulseAll(_queue);
        }
    }

    private void Work()
    {
        while (TryTake(out (Action<object?> Action, object? State) item))
        {
            Interlocked.Increment(ref _servicedByQueue);
            try
            {
                item.Action(item.State);
            }
            catch (Exception)
            {
                // The action belongs to some connection, which sees its own failure; a worker serves many and goes on.
            }
        }
    }

    private bool TryTake(out (Action<object?> Action, object? State) item)
    {
        lock (_queue)
        {
            while (!_queue.TryDequeue(out item))
            {
                if (_disposed)
                    return false;
                _available++;
                Monitor.Wait(_queue);
                _available--;
            }

            return true;
        }
    }
}
