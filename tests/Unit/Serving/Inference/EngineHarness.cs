using System.Collections.Concurrent;
using Inpaint.Serving.Inference;
using Inpaint.Tests.Unit.Serving.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Inpaint.Tests.Unit.Serving.Inference;

/// <summary>An engine that computes x -> 10 x, one batch each time the test lets it, and remembers what it computed.</summary>
internal sealed class EngineHarness : IDisposable
{
    private readonly SemaphoreSlim _go = new(0);

    public EngineHarness(InferenceOptions options, Func<int, int, bool>? compatible = null)
    {
        Engine = new InferenceEngine<int, int>("test", options, Run, compatible ?? ((_, _) => true), Time, NullLogger.Instance);
    }

    public ManualTime Time { get; } = new();

    public InferenceEngine<int, int> Engine { get; }

    public ConcurrentQueue<int[]> Batches { get; } = new();

    /// <summary>Given one entry for every batch that is begun.</summary>
    public SemaphoreSlim Begun { get; } = new(0);

    public int StepsDone { get; private set; }

    /// <summary>Steps a batch takes; it is let go before each of them.</summary>
    public int Steps { get; init; } = 1;

    /// <summary>The inputs that cannot be computed.</summary>
    public HashSet<int> Poisoned { get; } = [];

    public void Go(int steps = 1) => _go.Release(steps);

    public async Task<List<InferenceEvent>> ReadAsync(IAsyncEnumerable<InferenceEvent> events)
    {
        List<InferenceEvent> read = [];
        await foreach (InferenceEvent item in events)
            read.Add(item);
        return read;
    }

    public async Task<int> ResultAsync(IAsyncEnumerable<InferenceEvent> events) =>
        Assert.IsType<InferenceCompleted<int>>((await ReadAsync(events).DefaultTimeout())[^1]).Output;

    public void Dispose()
    {
        _go.Release(1000);
        Engine.Dispose();
    }

    private int[] Run(IReadOnlyList<int> batch, Action<int, int> progress, CancellationToken cancellationToken)
    {
        Batches.Enqueue([.. batch]);
        Begun.Release();
        for (int step = 1; step <= Steps; step++)
        {
            _go.Wait(cancellationToken);
            StepsDone++;
            progress(step, Steps);
        }
        if (batch.FirstOrDefault(Poisoned.Contains) is not 0 and int bad)
            throw new InvalidOperationException($"{bad} is poisoned");
        return [.. batch.Select(x => x * 10)];
    }
}
