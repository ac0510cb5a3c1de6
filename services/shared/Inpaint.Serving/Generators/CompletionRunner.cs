using Inpaint.Imaging;
using Inpaint.Models;
using Inpaint.Serving.Shelf;

namespace Inpaint.Serving.Generators;

/// <summary>Computes batches on the engine's thread.</summary>
internal static class CompletionRunner
{
    /// <summary>Completes pictures that are all for one model.</summary>
    public static IReadOnlyList<RgbImage> Run(IReadOnlyList<CompletionWork> batch, Action<int, int> progress, CancellationToken cancellationToken)
    {
        // The requests' own leases end when they are withdrawn, which can be in the middle of a batch.
        using ModelLease<ICompletionModel> lease = batch[0].Model.TryShare() ?? throw new OperationCanceledException("all requests of the batch were withdrawn", cancellationToken);
        CompletionInput[] inputs = [.. batch.Select(work => work.Input)];
        return lease.Model.Complete(inputs, progress, cancellationToken);
    }
}
