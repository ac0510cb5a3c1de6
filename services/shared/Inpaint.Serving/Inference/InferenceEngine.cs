namespace Inpaint.Serving.Inference;

/// <summary>
/// Admission, batching and one long-lived thread on which everything is computed, so that tensors have one owner and never
/// cross an <c>await</c>.
/// </summary>
/// <remarks>
/// A request that is cancelled or expires while it waits is never computed. One that is cancelled within a batch ends at
/// once and leaves the others as they are; the computation stops, within one step, when its last member has gone. If a
/// batch fails, its members are computed one by one, so that one bad request fails alone.
/// </remarks>
/// <typeparam name="TInput">What is computed from.</typeparam>
/// <typeparam name="TOutput">What is computed.</typeparam>
public sealed partial class InferenceEngine<TInput, TOutput> : IDisposable
{
    private readonly string _name;
    private readonly InferenceOptions _options;
    private readonly BatchRunner<TInput, TOutput> _run;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly AdmissionQueue<TInput> _queue;
    private readonly CancellationTokenSource _stopping = new();
    private readonly PaceMeter _pace;
    private readonly Thread _thread;
    private int _disposed;

    /// <summary>Starts the thread.</summary>
    /// <param name="name">Name of the thread, for debuggers and profilers, and of the engine in metrics.</param>
    /// <param name="options">How much is taken on.</param>
    /// <param name="run">Computes a batch; called on the engine's thread only, one call at a time.</param>
    /// <param name="compatible">Whether two inputs can be computed together; called under a lock, so it must be quick.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Where failures of batches are told.</param>
    public InferenceEngine(
        string name, InferenceOptions options, BatchRunner<TInput, TOutput> run, Func<TInput, TInput, bool> compatible, TimeProvider time, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        (_name, _options, _run, _time, _logger) = (name, options, run, time, logger);
        _queue = new AdmissionQueue<TInput>(options, compatible);
        _pace = new PaceMeter(options.MaxBatch);
        _thread = new Thread(RunLoop) { Name = name, IsBackground = true };
        _thread.Start();
    }

    /// <summary>Requests that wait.</summary>
    public int Waiting => _queue.Count;

    /// <summary>Refuses at once when there is no room, before anything is spent on a request. Room now is no promise.</summary>
    /// <exception cref="QueueFullException">The queue is full.</exception>
    public void ThrowIfFull()
    {
        int waiting = _queue.Count;
        if (waiting >= _options.QueueCapacity)
            throw Full(waiting);
    }

    /// <summary>Admits a request.</summary>
    /// <param name="input">What to compute from.</param>
    /// <param name="deadline">After this it is not computed any more; null: none.</param>
    /// <param name="cancellationToken">Withdraws the request at any time until it ends; afterwards it does nothing.</param>
    /// <returns>
    /// Its events, to be read once. Reading throws <see cref="OperationCanceledException"/> if the request was withdrawn or
    /// the engine stopped, <see cref="TimeoutException"/> if it expired in the queue, and otherwise whatever the computation threw.
    /// </returns>
    /// <exception cref="QueueFullException">The queue is full.</exception>
    /// <exception cref="ObjectDisposedException">The engine is disposed.</exception>
    public IAsyncEnumerable<InferenceEvent> Submit(TInput input, DateTimeOffset? deadline, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var job = new InferenceJob<TInput>(input, deadline, _time.GetTimestamp());
        if (!_queue.TryEnter(job))
            throw Full(_options.QueueCapacity);
        // If the token was cancelled meanwhile the callback runs here and now.
        job.Cancellation = cancellationToken.Register(() => Withdraw(job, cancellationToken));
        return job.Mailbox.ReadAllAsync(CancellationToken.None);
    }

    /// <summary>Admits a request of which only the output is wanted.</summary>
    /// <param name="input">What to compute from.</param>
    /// <param name="cancellationToken">Withdraws the request.</param>
    /// <exception cref="QueueFullException">The queue is full.</exception>
    /// <exception cref="OperationCanceledException">The request was withdrawn or the engine stopped.</exception>
    public async Task<TOutput> ComputeAsync(TInput input, CancellationToken cancellationToken)
    {
        await foreach (InferenceEvent happened in Submit(input, deadline: null, cancellationToken))
        {
            if (happened is InferenceCompleted<TOutput> completed)
                return completed.Output;
        }
        throw new InvalidOperationException("the engine ended a request without its output");
    }

    /// <summary>Withdraws whatever waits, stops what is computed within one step and ends the thread.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        _stopping.Cancel();
        foreach (InferenceJob<TInput> job in _queue.Close())
            Fail(job, new OperationCanceledException("the engine stopped", _stopping.Token));
        if (!_thread.Join(_options.StopLimit))
            Log.StillComputing(_logger, _name, _options.StopLimit);
    }

    private QueueFullException Full(int waiting)
    {
        InferenceMetrics.Refused(_name);
        return new QueueFullException(_options.QueueCapacity, _pace.RetryAfter(waiting));
    }

    private void Withdraw(InferenceJob<TInput> job, CancellationToken cancellationToken)
    {
        if (job.Mailbox.TryFail(new OperationCanceledException(cancellationToken)))
            _queue.Leave(job);
    }

    private void RunLoop()
    {
        while (true)
        {
            using var batch = new RunningBatch(_stopping.Token);
            List<InferenceJob<TInput>> jobs = _queue.Take(batch);
            if (jobs.Count == 0)
                return;
            jobs.RemoveAll(ExpireIfLate);
            if (jobs.Count > 0)
                Run(jobs, batch);
        }
    }

    private bool ExpireIfLate(InferenceJob<TInput> job)
    {
        if (job.Deadline is not { } deadline || _time.GetUtcNow() < deadline)
            return false;
        Fail(job, new TimeoutException("the deadline passed in the queue"));
        _queue.Leave(job);
        return true;
    }

    private void Run(List<InferenceJob<TInput>> jobs, RunningBatch batch)
    {
        long started = _time.GetTimestamp();
        foreach (InferenceJob<TInput> job in jobs)
        {
            TimeSpan waited = _time.GetElapsedTime(job.Admitted, started);
            InferenceMetrics.Waited(_name, waited);
            job.Mailbox.Post(new InferenceStarted(waited, jobs.Count));
        }
        try
        {
            RunTogether(jobs, batch.Abandoned, started);
            TimeSpan computed = _time.GetElapsedTime(started);
            _pace.Add(computed);
            InferenceMetrics.Computed(_name, jobs.Count, computed);
        }
        catch (OperationCanceledException exception) when (batch.Abandoned.IsCancellationRequested)
        {
            jobs.ForEach(job => Fail(job, exception));
        }
        catch (Exception exception) when (jobs.Count > 1)
        {
            Log.BatchFailed(_logger, jobs.Count, exception);
            RunAlone(jobs, batch.Abandoned);
        }
        catch (Exception exception)
        {
            Fail(jobs[0], exception);
        }
    }

    private void RunTogether(List<InferenceJob<TInput>> jobs, CancellationToken abandoned, long started)
    {
        abandoned.ThrowIfCancellationRequested();
        TInput[] inputs = [.. jobs.Select(job => job.Input)];
        IReadOnlyList<TOutput> outputs = _run(inputs, (step, steps) => jobs.ForEach(job => job.Mailbox.Post(new InferenceProgressed(step, steps))), abandoned);
        if (outputs.Count != jobs.Count)
            throw new InvalidOperationException($"{outputs.Count} outputs for a batch of {jobs.Count}.");
        TimeSpan computed = _time.GetElapsedTime(started);
        for (int i = 0; i < jobs.Count; i++)
        {
            jobs[i].Mailbox.TryComplete(new InferenceCompleted<TOutput>(outputs[i], computed));
            jobs[i].Cancellation.Unregister();
        }
    }

    private void RunAlone(List<InferenceJob<TInput>> jobs, CancellationToken abandoned)
    {
        foreach (InferenceJob<TInput> job in jobs.Where(job => !job.Mailbox.HasEnded))
        {
            try
            {
                RunTogether([job], abandoned, _time.GetTimestamp());
            }
            catch (Exception exception)
            {
                Fail(job, exception);
            }
        }
    }

    private static void Fail(InferenceJob<TInput> job, Exception exception)
    {
        job.Mailbox.TryFail(exception);
        job.Cancellation.Unregister();
    }
}
