using Inpaint.V1;

namespace Inpaint.Augmentation.Batches;

/// <summary>Makes batches on the thread pool, a bounded number at once over all readers.</summary>
internal sealed class BatchWorkers(AugmentationOptions options) : IDisposable
{
    private readonly SemaphoreSlim _free = new(options.Workers, options.Workers);

    /// <summary>Makes a batch as soon as there is a worker for it.</summary>
    public async Task<PullBatchesResponse> BuildAsync(BatchPlan plan, long batch, CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(() => BatchBuilder.Build(plan, batch, cancellationToken), cancellationToken);
        }
        finally
        {
            _free.Release();
        }
    }

    public void Dispose() => _free.Dispose();
}
