using Inpaint.Imaging;
using Inpaint.Inference;
using Inpaint.Models.Plans;
using TorchSharp;
using static TorchSharp.torch;

namespace Inpaint.Models;

/// <summary>What the models of all families share: checks, the plan, inference mode, dispose scopes, pasting.</summary>
/// <remarks>
/// A compiled plan computes as many pictures side by side as there are cores; where this machine runs no plans, or on another device than
/// the processor, the network itself computes one by one. Either way a picture's bytes do not depend on its neighbours in the batch.
/// </remarks>
internal abstract class NetworkCompletionModel : ICompletionModel
{
    private readonly nn.Module _network;
    private PicturePlan? _plan;
    private Device _device = CPU;

    /// <param name="info">What the model is.</param>
    /// <param name="network">The network, which becomes the model's.</param>
    /// <param name="compile">Compiles the network's plan.</param>
    protected NetworkCompletionModel(CompletionModelInfo info, nn.Module network, Func<PlanOptions?, InferencePlan> compile)
    {
        (Info, _network) = (info, network);
        _plan = InferencePlan.Unavailable is null ? new PicturePlan(compile(null), info) : null;
    }

    public CompletionModelInfo Info { get; }

    /// <summary>Moves the network to the device that it shall compute on, before the model is used. Plans are the processor's.</summary>
    public void MoveTo(Device device)
    {
        if (device.type == DeviceType.CPU)
            return;
        _plan?.Dispose();
        _plan = null;
        _network.to(device);
        _device = device;
    }

    public IReadOnlyList<RgbImage> Complete(
        IReadOnlyList<CompletionInput> batch,
        Action<int, int>? progress,
        CancellationToken cancellationToken)
    {
        CompletionChecks.ThrowUnlessFit(Info, batch);
        var completed = new RgbImage[batch.Count];
        var together = _plan?.Together ?? 1;
        for (var start = 0; start < completed.Length; start += together)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var inputs = batch.Skip(start).Take(together).ToArray();
            Predict(inputs, completed.AsSpan(start, inputs.Length));
            for (var i = start; i < start + inputs.Length; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                completed[i] = MaskedPictures.Paste(batch[i].Partial, completed[i], batch[i].Mask);
                progress?.Invoke(i + 1, completed.Length);
            }
        }

        return completed;
    }

    public void Dispose()
    {
        _plan?.Dispose();
        _network.Dispose();
    }

    /// <summary>Predicts whole pictures.</summary>
    /// <param name="picture">Float32 [1, 3, height, width] in 0..1; its hole holds anything.</param>
    /// <param name="hole">Float32 [1, 1, height, width], 1 = hole.</param>
    /// <param name="embedding">Float32 [1, embedding width]; null where the model is conditioned on nothing.</param>
    /// <param name="text">The text's tokens; null where there is no text.</param>
    /// <returns>Float32 [1, 3, height, width] in 0..1.</returns>
    protected abstract Tensor Predict(Tensor picture, Tensor hole, Tensor? embedding, TokenSequence? text);

    private void Predict(CompletionInput[] inputs, Span<RgbImage> predicted)
    {
        if (_plan is not null)
        {
            _plan.Predict(inputs, predicted);
            return;
        }

        for (var i = 0; i < inputs.Length; i++)
            predicted[i] = Predict(inputs[i]);
    }

    private RgbImage Predict(CompletionInput input)
    {
        using var scope = NewDisposeScope();
        using var mode = inference_mode();
        var embedding = Info.EmbeddingWidth == 0
            ? null
            : tensor(input.Embedding ?? new float[Info.EmbeddingWidth], [1, Info.EmbeddingWidth], device: _device);
        var text = input.TextTokens is { } tokens ? TokenSequence.Of(tokens, Info.Text!.Width).To(_device) : null;
        return PictureTensors.ToPicture(
            Predict(PictureTensors.FromPicture(input.Partial).to(_device), PictureTensors.FromMask(input.Mask).to(_device), embedding, text));
    }
}
