using System.Runtime.CompilerServices;
using Google.Protobuf.WellKnownTypes;
using Inpaint.Imaging;
using Inpaint.Serving.Inference;
using Inpaint.V1;

namespace Inpaint.Serving.Generators;

/// <summary>The way of one request: checked, admitted, computed, answered.</summary>
internal sealed class Completion(RequestReader reader, InferenceEngine<CompletionWork, RgbImage> engine)
{
    /// <summary>Completes a picture and tells how far it is.</summary>
    /// <param name="request">The request.</param>
    /// <param name="call">What the call says beside it.</param>
    /// <param name="cancellationToken">Stops waiting and computing.</param>
    public async IAsyncEnumerable<InpaintResponse> RunAsync(
        InpaintRequest request, CallFacts call, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        engine.ThrowIfFull();
        using PreparedRequest prepared = await reader.ReadAsync(request, call, cancellationToken);
        // A reader who leaves early takes the computation with him.
        using var left = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            var work = new CompletionWork(prepared.Lease.Served, prepared.Input);
            await foreach (InferenceEvent item in engine.Submit(work, call.Expiry, left.Token))
                yield return Response(prepared, call, item);
        }
        finally
        {
            await left.CancelAsync();
        }
    }

    private static InpaintResponse Response(PreparedRequest request, CallFacts call, InferenceEvent item)
    {
        var response = new InpaintResponse { RequestId = request.RequestId };
        switch (item)
        {
            case InferenceQueued queued:
                response.Queued = new InpaintQueued { Position = queued.Position };
                break;
            case InferenceStarted started:
                response.Started = new InpaintStarted { Waited = Duration.FromTimeSpan(started.Waited), BatchSize = started.BatchSize };
                break;
            case InferenceProgressed progress:
                response.Progress = new InpaintProgress { Step = progress.Step, Steps = progress.Steps };
                break;
            case InferenceCompleted<RgbImage> completed:
                response.Result = Result(request, call, completed);
                break;
            default:
                throw new InvalidOperationException($"{item.GetType().Name} is not an event of the contract.");
        }
        return response;
    }

    private static InpaintResult Result(PreparedRequest request, CallFacts call, InferenceCompleted<RgbImage> completed) => new()
    {
        Picture = PictureWriter.Write(completed.Output, request.ResultFormat),
        Generator = request.Lease.Model.Info.Family,
        Model = request.Lease.Model.Info.Name,
        WeightsDigest = request.Lease.Model.Info.WeightsDigest,
        Seed = request.Input.Seed,
        Arm = call.Arm,
        ComputeTime = Duration.FromTimeSpan(completed.ComputeTime),
        KnownParameters = { request.Condition.KnownParameters },
        TextUsed = request.Condition.Text is not null,
        TextTruncated = request.Condition.Text?.IsTruncated ?? false,
    };
}
