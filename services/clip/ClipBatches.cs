using Inpaint.Models.Clip;
using Inpaint.Serving.Inference;
using Inpaint.Serving.Shelf;

namespace Inpaint.Clip;

/// <summary>Computes the inputs of all calls together, on one thread, as many as fit a batch at a time.</summary>
internal sealed class ClipBatches(InferenceOptions options, TimeProvider time, ILogger<ClipBatches> logger) : IDisposable
{
    private readonly InferenceEngine<ClipWork, float[]> _engine = new("inference clip", options, Run, ClipWork.AreCompatible, time, logger);

    /// <summary>Encodes inputs; those of one call need not be computed in one batch.</summary>
    /// <param name="model">The model.</param>
    /// <param name="inputs">The inputs.</param>
    /// <param name="tokens">Whether every token's vector is wanted.</param>
    /// <param name="cancellationToken">Withdraws what is not computed yet.</param>
    /// <returns>One embedding an input, in their order.</returns>
    /// <exception cref="QueueFullException">There is no room for all of them.</exception>
    public async Task<float[][]> EncodeAsync(ServedModel<ClipEncoder> model, IReadOnlyList<ClipInput> inputs, bool tokens, CancellationToken cancellationToken)
    {
        // If one cannot be admitted or fails, the others are of no use.
        using var all = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            Task<float[]>[] embeddings = [.. inputs.Select(input => _engine.ComputeAsync(new ClipWork(model, input, tokens), all.Token))];
            return await Task.WhenAll(embeddings);
        }
        finally
        {
            await all.CancelAsync();
        }
    }

    public void Dispose() => _engine.Dispose();

    private static IReadOnlyList<float[]> Run(IReadOnlyList<ClipWork> batch, Action<int, int> progress, CancellationToken cancellationToken)
    {
        // The calls' own leases end when they are withdrawn, which can be in the middle of a batch.
        using ModelLease<ClipEncoder> lease = batch[0].Model.TryShare()
            ?? throw new OperationCanceledException("all calls of the batch were withdrawn", cancellationToken);
        if (batch[0].Input.Text is null)
            return lease.Model.EncodePictures([.. batch.Select(work => work.Input.Picture!)]);
        var texts = batch.Select(work => work.Input.Text!).ToArray();
        return batch[0].Tokens ? lease.Model.EncodeTokens(texts) : lease.Model.EncodeTexts(texts);
    }
}
