using System.Threading.Channels;
using Grpc.Core;
using Inpaint.Augmentation;
using Inpaint.Augmentation.Batches;
using Inpaint.V1;

namespace Inpaint.Tests.Unit.Augmentation.Batches;

public sealed class BatchStreamTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly TinyDataSet _tiny = new();
    private readonly BatchWorkers _workers = new(new AugmentationOptions { Workers = 1 });
    private readonly Words _words = new();
    private readonly Batches _batches = new();

    [Fact]
    public async Task Nothing_is_made_that_was_not_demanded()
    {
        using var ended = new CancellationTokenSource();
        var running = Stream().RunAsync(ended.Token);
        _words.Demand(2);
        await _batches.TakeAsync();
        await _batches.TakeAsync();
        Assert.Equal(2 * 3, _tiny.Asked);

        _words.Demand(1);
        await _batches.TakeAsync();
        Assert.Equal(3 * 3, _tiny.Asked);
        await ended.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.WaitAsync(Limit));
        Assert.Equal(3 * 3, _tiny.Asked);
    }

    [Fact]
    public async Task Reader_that_takes_nothing_is_not_computed_for_without_bound()
    {
        _batches.Blocked = true;
        using var ended = new CancellationTokenSource();
        var running = Stream().RunAsync(ended.Token);
        _words.Demand(64);
        await _batches.Waiting.WaitAsync(Limit);
        await ended.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.WaitAsync(Limit));
        // One batch is being sent and one more is ready at most.
        Assert.InRange(_tiny.Asked, 3, 2 * 3);
    }

    [Fact]
    public async Task More_than_can_be_meant_is_refused()
    {
        _batches.Blocked = true;
        var running = Stream().RunAsync(CancellationToken.None);
        for (var i = 0; i < 70; i++)
            _words.Demand(64);
        var refusal = await Assert.ThrowsAsync<RpcException>(() => running.WaitAsync(Limit));
        Assert.Equal(StatusCode.InvalidArgument, refusal.StatusCode);
    }

    public void Dispose() => _workers.Dispose();

    private BatchStream Stream()
    {
        var plan = new BatchPlan(_tiny, new BatchSpecification { Split = Split.Train, BatchSize = 3 });
        return new BatchStream(plan, _workers, _words, _batches, Limit, TimeProvider.System);
    }

    /// <summary>What the reader says.</summary>
    private sealed class Words : IAsyncStreamReader<PullBatchesRequest>
    {
        private readonly Channel<PullBatchesRequest> _said = Channel.CreateUnbounded<PullBatchesRequest>();

        public PullBatchesRequest Current { get; private set; } = new();

        public void Demand(int batches) => _said.Writer.TryWrite(new PullBatchesRequest { Demand = batches });

        public async Task<bool> MoveNext(CancellationToken cancellationToken)
        {
            if (!await _said.Reader.WaitToReadAsync(cancellationToken))
                return false;
            Current = await _said.Reader.ReadAsync(cancellationToken);
            return true;
        }
    }

    /// <summary>What the reader gets; takes nothing while blocked, as flow control does.</summary>
    private sealed class Batches : IServerStreamWriter<PullBatchesResponse>
    {
        private readonly Channel<PullBatchesResponse> _got = Channel.CreateUnbounded<PullBatchesResponse>();
        private readonly TaskCompletionSource _waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool Blocked { get; set; }

        /// <summary>Ends when a batch waits to be taken.</summary>
        public Task Waiting => _waiting.Task;

        public WriteOptions? WriteOptions { get; set; }

        public Task<PullBatchesResponse> TakeAsync() => _got.Reader.ReadAsync().AsTask().WaitAsync(Limit);

        public Task WriteAsync(PullBatchesResponse message) => WriteAsync(message, CancellationToken.None);

        public Task WriteAsync(PullBatchesResponse message, CancellationToken cancellationToken)
        {
            _waiting.TrySetResult();
            return Blocked ? Task.Delay(Timeout.Infinite, cancellationToken) : _got.Writer.WriteAsync(message, cancellationToken).AsTask();
        }
    }
}
