using System.Threading.Channels;
using Grpc.Core;
using Inpaint.Serving;
using Inpaint.V1;

namespace Inpaint.Augmentation.Batches;

/// <summary>
/// One reader's stream. Nothing is computed that was not asked for; of what was asked for, at most <see cref="MaxUnderWay"/> batches are
/// being made or wait to be sent, and they are sent in order.
/// </summary>
internal sealed class BatchStream(
    BatchPlan plan,
    BatchWorkers workers,
    IAsyncStreamReader<PullBatchesRequest> requests,
    IServerStreamWriter<PullBatchesResponse> responses,
    TimeSpan demandLimit,
    TimeProvider time)
{
    private const int MaxUnderWay = 2;
    private const int MaxDemand = 64;

    // One token a batch. A reader that asks for more than this without taking any is mistaken.
    private const int MaxOutstanding = 4096;

    private readonly Channel<bool> _demand = Channel.CreateBounded<bool>(MaxOutstanding);

    /// <summary>Batches written so far.</summary>
    public long Written { get; private set; }

    /// <summary>Serves until the batches or the demand end.</summary>
    /// <param name="cancellationToken">Ends everything, batches under way included.</param>
    /// <exception cref="RpcException">INVALID_ARGUMENT: a word of the reader is wrong.</exception>
    /// <exception cref="TimeoutException">No demand came within the limit.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = ReadDemandAsync(ended);
        try
        {
            await WriteBatchesAsync(ended.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Only a wrong word ends the writing so: it is what the reader should hear.
            await reading;
            throw;
        }
        finally
        {
            await ended.CancelAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ReadDemandAsync(CancellationTokenSource ended)
    {
        try
        {
            while (await requests.MoveNext(ended.Token))
                Add(requests.Current);
            _demand.Writer.TryComplete();
        }
        catch
        {
            await ended.CancelAsync();
            throw;
        }
    }

    private void Add(PullBatchesRequest word)
    {
        if (word.MessageCase == PullBatchesRequest.MessageOneofCase.Open)
            throw FieldError.Invalid("open", "given twice; a stream serves one specification");
        if (word.MessageCase != PullBatchesRequest.MessageOneofCase.Demand)
            throw FieldError.Invalid("message", "required: after `open`, `demand`");
        if (word.Demand is < 1 or > MaxDemand)
            throw FieldError.Invalid("demand", $"{word.Demand}, but 1 to {MaxDemand} are accepted");
        for (var i = 0; i < word.Demand; i++)
        {
            if (!_demand.Writer.TryWrite(true))
                throw FieldError.Invalid("demand", $"more than {MaxOutstanding} batches are asked for and not yet taken");
        }
    }

    private async Task WriteBatchesAsync(CancellationToken cancellationToken)
    {
        var underWay = new Queue<Task<PullBatchesResponse>>(MaxUnderWay);
        var next = plan.Specification.FirstBatch;
        try
        {
            do
            {
                while (underWay.Count < MaxUnderWay && next < plan.End && await TakeDemandAsync(underWay.Count == 0, cancellationToken))
                    underWay.Enqueue(workers.BuildAsync(plan, next++, cancellationToken));
                if (underWay.TryPeek(out var first))
                {
                    // The token ends the wait alone: given to the write it would reset the call while the message is on its way, and the status would never arrive.
                    await responses.WriteAsync(await first, CancellationToken.None).WaitAsync(cancellationToken);
                    _ = underWay.Dequeue();
                    Written++;
                }
            }
            while (underWay.Count > 0 || (next < plan.End && !_demand.Reader.Completion.IsCompleted));
        }
        finally
        {
            // Batches left over by a failure hold a worker until they notice.
            await Task.WhenAll((IEnumerable<Task>)underWay).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Takes the demand for one batch.</summary>
    /// <param name="wait">Whether to wait for it, for there is nothing else to do.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>False where there is none, or will be none.</returns>
    private async ValueTask<bool> TakeDemandAsync(bool wait, CancellationToken cancellationToken)
    {
        if (_demand.Reader.TryRead(out _))
            return true;
        if (!wait || !await _demand.Reader.WaitToReadAsync(cancellationToken).AsTask().WaitAsync(demandLimit, time, cancellationToken))
            return false;
        return _demand.Reader.TryRead(out _);
    }
}
