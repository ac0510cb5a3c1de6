namespace Inpaint.Serving.Inference;

/// <summary>The requests that wait, first come first served, up to a limit that is exact.</summary>
internal sealed class AdmissionQueue<TInput>(InferenceOptions options, Func<TInput, TInput, bool> compatible)
{
    private readonly object _gate = new();
    private readonly LinkedList<InferenceJob<TInput>> _waiting = [];
    private bool _closed;

    /// <summary>How many wait.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _waiting.Count;
        }
    }

    /// <summary>Lets a request in. False: there is no room. Tells it its position before anyone can take it.</summary>
    /// <exception cref="ObjectDisposedException">The queue is closed.</exception>
    public bool TryEnter(InferenceJob<TInput> job)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            if (_waiting.Count >= options.QueueCapacity)
                return false;
            job.Mailbox.Post(new InferenceQueued(_waiting.Count));
            job.Place = _waiting.AddLast(job);
            Monitor.PulseAll(_gate);
            return true;
        }
    }

    /// <summary>Lets a request go: its place is free at once, or its batch has one member less.</summary>
    public void Leave(InferenceJob<TInput> job)
    {
        RunningBatch? batch;
        lock (_gate)
        {
            if (job.Place is { } place)
                _waiting.Remove(place);
            job.Place = null;
            batch = job.Batch;
            job.Batch = null;
        }
        batch?.Leave();
    }

    /// <summary>Takes the oldest request and those behind it that can be computed with it. Waits for one; empty: closed.</summary>
    public List<InferenceJob<TInput>> Take(RunningBatch batch)
    {
        lock (_gate)
        {
            while (_waiting.Count == 0)
            {
                if (_closed)
                    return [];
                Monitor.Wait(_gate);
            }
            if (_waiting.Count < options.MaxBatch && options.Linger > TimeSpan.Zero && !_closed)
                Linger();
            return TakeCompatible(batch);
        }
    }

    /// <summary>Lets nobody in any more and returns those who were waiting.</summary>
    public List<InferenceJob<TInput>> Close()
    {
        lock (_gate)
        {
            _closed = true;
            List<InferenceJob<TInput>> left = [.. _waiting];
            foreach (InferenceJob<TInput> job in left)
                job.Place = null;
            _waiting.Clear();
            Monitor.PulseAll(_gate);
            return left;
        }
    }

    private void Linger()
    {
        long end = Environment.TickCount64 + (long)options.Linger.TotalMilliseconds;
        while (_waiting.Count < options.MaxBatch && !_closed)
        {
            long left = end - Environment.TickCount64;
            if (left <= 0 || !Monitor.Wait(_gate, TimeSpan.FromMilliseconds(left)))
                return;
        }
    }

    private List<InferenceJob<TInput>> TakeCompatible(RunningBatch batch)
    {
        List<InferenceJob<TInput>> taken = [];
        LinkedListNode<InferenceJob<TInput>>? next;
        for (LinkedListNode<InferenceJob<TInput>>? node = _waiting.First; node is not null && taken.Count < options.MaxBatch; node = next)
        {
            next = node.Next;
            InferenceJob<TInput> job = node.Value;
            if (taken.Count > 0 && !compatible(taken[0].Input, job.Input))
                continue;
            _waiting.Remove(node);
            job.Place = null;
            job.Batch = batch;
            batch.Join();
            taken.Add(job);
        }
        return taken;
    }
}
