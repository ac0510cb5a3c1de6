using System.Threading.Channels;
using Grpc.Core;
using Inpaint.V1;

namespace Inpaint.Trainer.Batches;

/// <summary>
/// Pulls batches from augmentation ahead of their use. It states as much demand as it has room for, so that at most
/// twice the prefetch is held or under way; and when the stream breaks it opens a new one where the old one ended.
/// </summary>
public sealed class BatchReader : IAsyncDisposable
{
    private readonly AugmentationService.AugmentationServiceClient _client;
    private readonly BatchSpecification _specification;
    private readonly BatchDecoder _decoder;
    private readonly DescriptionEncoder? _texts;
    private readonly TrainerOptions _options;
    private readonly RetryPolicy _retries;
    private readonly TimeProvider _time;
    private readonly Channel<TrainingBatch> _ready;
    private readonly CancellationTokenSource _stop;
    private readonly Task _pulling;

    /// <summary>Begins to pull.</summary>
    /// <param name="client">The augmentation service.</param>
    /// <param name="specification">What to pull; its first batch is moved on when a broken stream is opened again.</param>
    /// <param name="decoder">Decodes what comes.</param>
    /// <param name="texts">Encodes the descriptions; null where the network takes none.</param>
    /// <param name="options">Prefetch, retries and limits.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends pulling.</param>
    public BatchReader(
        AugmentationService.AugmentationServiceClient client,
        BatchSpecification specification,
        BatchDecoder decoder,
        DescriptionEncoder? texts,
        TrainerOptions options,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        (_client, _specification, _decoder, _texts, _options, _time) = (client, specification.Clone(), decoder, texts, options, time);
        _retries = new RetryPolicy(options.MaxAttempts, options.RetryDelay);
        _ready = Channel.CreateBounded<TrainingBatch>(new BoundedChannelOptions(options.PrefetchBatches) { SingleReader = true, SingleWriter = true });
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _pulling = Task.Run(() => PullAsync(_stop.Token), CancellationToken.None);
    }

    /// <summary>The next batch; null after the last one of a bounded specification.</summary>
    /// <exception cref="TrainingException">Augmentation failed for good.</exception>
    public async ValueTask<TrainingBatch?> NextAsync(CancellationToken cancellationToken)
    {
        while (await _ready.Reader.WaitToReadAsync(cancellationToken))
        {
            if (_ready.Reader.TryRead(out var batch))
                return batch;
        }

        return null;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _pulling;
        _stop.Dispose();
    }

    private async Task PullAsync(CancellationToken cancellationToken)
    {
        try
        {
            var failures = 0;
            while (true)
            {
                var first = _specification.FirstBatch;
                try
                {
                    await PullStreamAsync(cancellationToken);
                    _ready.Writer.Complete();
                    return;
                }
                catch (Exception exception) when (exception is RpcException or IOException)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    // A word to a connection that the other side has closed fails with the transport's own exception.
                    var failure = exception as RpcException ?? new RpcException(new Status(StatusCode.Unavailable, exception.Message, exception));
                    failures = _specification.FirstBatch > first ? 1 : failures + 1;
                    await _retries.WaitOrGiveUpAsync("augmentation", failure, failures, _time, cancellationToken);
                }
            }
        }
        catch (Exception exception)
        {
            _ready.Writer.Complete(exception);
        }
    }

    private async Task PullStreamAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var call = _client.PullBatches(cancellationToken: limit.Token);
        await call.RequestStream.WriteAsync(new PullBatchesRequest { Open = _specification.Clone() }, cancellationToken);
        await call.RequestStream.WriteAsync(new PullBatchesRequest { Demand = _options.PrefetchBatches }, cancellationToken);
        while (await MoveNextAsync(call.ResponseStream, limit))
        {
            var batch = _decoder.Decode(call.ResponseStream.Current);
            if (batch.Index != _specification.FirstBatch)
                throw new TrainingException($"augmentation served batch {batch.Index} where {_specification.FirstBatch} was due");
            if (_texts is not null)
                batch = batch with { Texts = await _texts.EncodeAsync(batch.Index, call.ResponseStream.Current.Descriptions, cancellationToken) };
            await _ready.Writer.WriteAsync(batch, cancellationToken);
            _specification.FirstBatch++;
            if (_specification.BatchCount > 0 && --_specification.BatchCount == 0)
                return;
            await call.RequestStream.WriteAsync(new PullBatchesRequest { Demand = 1 }, cancellationToken);
        }
    }

    // The limit is on the wait for one batch, not on the stream, which lasts as long as the run.
    private async Task<bool> MoveNextAsync(IAsyncStreamReader<PullBatchesResponse> responses, CancellationTokenSource limit)
    {
        limit.CancelAfter(_options.CallLimit);
        var moved = await responses.MoveNext(limit.Token);
        limit.CancelAfter(Timeout.InfiniteTimeSpan);
        return moved;
    }
}
