using Inpaint.Imaging;
using static TorchSharp.torch;

namespace Inpaint.Models;

/// <summary>What the models of all families share: checks, inference mode, dispose scopes, pasting.</summary>
/// <remarks>
/// Inputs of a batch go through the network one by one: on a processor one picture already fills the cores,
/// its bytes cannot then depend on its neighbours in the batch, and a cancellation is seen between two pictures.
/// </remarks>
internal abstract class NetworkCompletionModel(CompletionModelInfo info, nn.Module network) : ICompletionModel
{
    public CompletionModelInfo Info { get; } = info;

    public IReadOnlyList<RgbImage> Complete(
        IReadOnlyList<CompletionInput> batch,
        Action<int, int>? progress,
        CancellationToken cancellationToken)
    {
        CompletionChecks.ThrowUnlessFit(Info, batch);
        var completed = new RgbImage[batch.Count];
        for (var i = 0; i < batch.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            completed[i] = MaskedPictures.Paste(batch[i].Partial, Predict(batch[i]), batch[i].Mask);
            progress?.Invoke(i + 1, batch.Count);
        }

        return completed;
    }

    public void Dispose() => network.Dispose();

    /// <summary>Predicts whole pictures.</summary>
    /// <param name="picture">Float32 [1, 3, height, width] in 0..1; its hole holds anything.</param>
    /// <param name="hole">Float32 [1, 1, height, width], 1 = hole.</param>
    /// <param name="embedding">Float32 [1, embedding width]; null where the model is conditioned on nothing.</param>
    /// <param name="text">The text's tokens; null where there is no text.</param>
    /// <returns>Float32 [1, 3, height, width] in 0..1.</returns>
    protected abstract Tensor Predict(Tensor picture, Tensor hole, Tensor? embedding, TokenSequence? text);

    private RgbImage Predict(CompletionInput input)
    {
        using var scope = NewDisposeScope();
        using var mode = inference_mode();
        var embedding = Info.EmbeddingWidth == 0
            ? null
            : tensor(input.Embedding ?? new float[Info.EmbeddingWidth], [1, Info.EmbeddingWidth]);
        var text = input.TextTokens is { } tokens ? TokenSequence.Of(tokens, Info.Text!.Width) : null;
        return PictureTensors.ToPicture(
            Predict(PictureTensors.FromPicture(input.Partial), PictureTensors.FromMask(input.Mask), embedding, text));
    }
}
