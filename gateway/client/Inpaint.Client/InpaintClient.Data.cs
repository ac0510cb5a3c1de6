using System.Runtime.CompilerServices;
using Inpaint.Client.Streams;
using Inpaint.V1;

namespace Inpaint.Client;

public sealed partial class InpaintClient
{
    /// <summary>The data sets that can be served.</summary>
    /// <param name="settings">Time limit; null: the client's own.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<IReadOnlyList<DataSet>> ListDataSetsAsync(CallSettings? settings = null, CancellationToken cancellationToken = default)
    {
        ListDataSetsResponse response = await AnswerAsync(
            _augmentation.ListDataSetsAsync(new ListDataSetsRequest(), _calls.Short(settings, cancellationToken)), cancellationToken);
        return response.DataSets;
    }

    /// <summary>Cuts a hole into a picture.</summary>
    /// <param name="request">The picture and the kind of hole.</param>
    /// <param name="settings">Time limit; null: the client's own.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<MaskPictureResponse> MaskPictureAsync(MaskPictureRequest request, CallSettings? settings = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return AnswerAsync(_augmentation.MaskPictureAsync(request, _calls.Short(settings, cancellationToken)), cancellationToken);
    }

    /// <summary>Reads batches as fast as they are consumed: the service makes no more than <paramref name="ahead"/> beyond the one in hand.</summary>
    /// <param name="specification">What the batches are to be.</param>
    /// <param name="ahead">Batches asked for in advance, 1 to 64.</param>
    /// <param name="settings">Time limit; null: none.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async IAsyncEnumerable<PullBatchesResponse> PullBatchesAsync(
        BatchSpecification specification,
        int ahead = 2,
        CallSettings? settings = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(specification);
        ArgumentOutOfRangeException.ThrowIfLessThan(ahead, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ahead, 64);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var call = _augmentation.PullBatches(_calls.Long(settings, linked.Token));
        try
        {
            await AskAsync(call.RequestStream, new PullBatchesRequest { Open = specification }, linked.Token);
            await AskAsync(call.RequestStream, new PullBatchesRequest { Demand = ahead }, linked.Token);
            long asked = ahead;
            // Whoever has asked for all says so: the service then has nothing left to read when it ends the stream.
            bool hasAll = specification.BatchCount > 0 && asked >= specification.BatchCount;
            if (hasAll)
                await call.RequestStream.CompleteAsync();
            while (await ResponseStream.MoveNextAsync(call.ResponseStream, cancellationToken))
            {
                yield return call.ResponseStream.Current;
                if (hasAll)
                    continue;
                // Only now is there room again: the consumer has come back for more.
                await AskAsync(call.RequestStream, new PullBatchesRequest { Demand = 1 }, linked.Token);
                hasAll = ++asked == specification.BatchCount;
                if (hasAll)
                    await call.RequestStream.CompleteAsync();
            }
        }
        finally
        {
            await linked.CancelAsync();
        }
    }

    /// <summary>Sends a word; a service that has already ended the stream says why on the reading side.</summary>
    private static async Task AskAsync(Grpc.Core.IClientStreamWriter<PullBatchesRequest> stream, PullBatchesRequest request, CancellationToken cancellationToken)
    {
        try
        {
            await stream.WriteAsync(request, cancellationToken);
        }
        catch (Exception exception) when (exception is Grpc.Core.RpcException or InvalidOperationException && !cancellationToken.IsCancellationRequested)
        {
        }
    }
}
