using Google.Protobuf;
using Grpc.Core;
using Inpaint.Augmentation.Batches;
using Inpaint.Augmentation.DataSets;
using Inpaint.Imaging;
using Inpaint.Serving;
using Inpaint.V1;

namespace Inpaint.Augmentation;

/// <summary>Lists the data sets, serves their batches on demand, and cuts holes into callers' pictures.</summary>
internal sealed partial class BatchAugmentationService(
    DataSetCatalog catalog,
    BatchSpecificationReader specifications,
    BatchWorkers workers,
    PictureReader pictures,
    DrainState drain,
    AugmentationOptions options,
    TimeProvider time,
    ILogger<BatchAugmentationService> logger) : AugmentationService.AugmentationServiceBase
{
    private static readonly Status Stopping = new(StatusCode.Unavailable, "the service is stopping");

    public override Task<ListDataSetsResponse> ListDataSets(ListDataSetsRequest request, ServerCallContext context)
    {
        var response = new ListDataSetsResponse();
        foreach (var dataSet in catalog.All)
        {
            response.DataSets.Add(new DataSet
            {
                Name = dataSet.Name,
                Width = dataSet.Width,
                Height = dataSet.Height,
                TrainSamples = dataSet.Count(Split.Train),
                ValidationSamples = dataSet.Count(Split.Validation),
                TestSamples = dataSet.Count(Split.Test),
                ParameterSchema = dataSet.Parameters is { } schema ? ParameterSchemaWriter.Write(schema) : null,
                Digest = dataSet.Digest,
            });
        }

        return Task.FromResult(response);
    }

    public override async Task PullBatches(
        IAsyncStreamReader<PullBatchesRequest> requestStream, IServerStreamWriter<PullBatchesResponse> responseStream, ServerCallContext context)
    {
        // A stopping service does not wait for a training run to end; the reader goes on elsewhere, where it stopped.
        using var staying = drain.Stay();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, drain.Draining);
        if (!await requestStream.MoveNext(ended.Token).WaitAsync(options.OpenLimit, time, ended.Token))
            return;
        if (requestStream.Current.MessageCase != PullBatchesRequest.MessageOneofCase.Open)
            throw FieldError.Invalid("open", "required as the first message");

        var plan = specifications.Read(requestStream.Current.Open, "open");
        var stream = new BatchStream(plan, workers, requestStream, responseStream, options.DemandLimit, time);
        Log.Opened(logger, plan.DataSet.Name, plan.Specification.Split, plan.Specification.BatchSize, plan.Specification.FirstBatch);
        try
        {
            await stream.RunAsync(ended.Token);
        }
        catch (OperationCanceledException) when (drain.Draining.IsCancellationRequested)
        {
            // Giving up the wait for the reader's next word can count as the call's cancellation; that is not why it ends.
            throw new RpcException(Stopping);
        }
        catch (MissingMaskException e)
        {
            throw FieldError.FailedPrecondition("open.mask_kind", e.Message);
        }
        finally
        {
            Log.Closed(logger, plan.DataSet.Name, stream.Written);
        }
    }

    public override Task<MaskPictureResponse> MaskPicture(MaskPictureRequest request, ServerCallContext context)
    {
        var kind = request.MaskKind switch
        {
            MaskKind.Unspecified or MaskKind.Rectangle => MaskKind.Rectangle,
            MaskKind.Squares or MaskKind.Mixed => request.MaskKind,
            _ => throw FieldError.Invalid("mask_kind", "rectangle, squares and mixed are offered for a caller's own picture"),
        };
        var picture = pictures.Read(request.Picture, "picture");
        if (Math.Min(picture.Width, picture.Height) < MaskSampler.ShortestSide)
            throw FieldError.Invalid("picture", $"{picture.Width}x{picture.Height}, but each side must be at least {MaskSampler.ShortestSide}");

        var random = new SplitMix64(request.Seed);
        var rectangles = MaskSampler.Sample(kind, picture.Width, picture.Height, ref random);
        var mask = HoleMask.FromRectangles(picture.Width, picture.Height, rectangles);
        var response = new MaskPictureResponse
        {
            Partial = PictureWriter.Write(MaskedPictures.CutHole(picture, mask), PictureFormat.Png),
            Mask = new Picture
            {
                Format = PictureFormat.Png,
                Data = UnsafeByteOperations.UnsafeWrap(PictureCodec.EncodePng(mask)),
                Width = mask.Width,
                Height = mask.Height,
            },
            Rectangles = new RectangleList(),
        };
        foreach (var (left, top, right, bottom) in rectangles)
            response.Rectangles.Rectangles.Add(new Rectangle { Left = left, Top = top, Right = right, Bottom = bottom });
        return Task.FromResult(response);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "serving {DataSet}/{Split} in batches of {BatchSize} from batch {FirstBatch}")]
        public static partial void Opened(ILogger logger, string dataSet, Split split, int batchSize, long firstBatch);

        [LoggerMessage(2, LogLevel.Information, "served {Batches} batches of {DataSet}")]
        public static partial void Closed(ILogger logger, string dataSet, long batches);
    }
}
