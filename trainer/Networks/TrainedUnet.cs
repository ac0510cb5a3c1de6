using System.Text.Json;
using Inpaint.Models.Losses;
using Inpaint.Models.Unet;
using Inpaint.Trainer.RecipeFiles;
using TorchSharp;
using static TorchSharp.torch;

namespace Inpaint.Trainer.Networks;

/// <summary>Trains the conditioned UNet on the composite score's own terms.</summary>
internal sealed class TrainedUnet(ConditionedUnetConfiguration configuration, LossRecipe weights, Device device) : ICompletingNetwork
{
    private readonly ConditionedUnet _network = new ConditionedUnet(configuration).to(device);
    private readonly CompletionLoss _loss = new(configuration.Width, configuration.Height, weights.Similarity, weights.Outside, device);

    public nn.Module Module => _network;

    public JsonElement Configuration { get; } =
        JsonSerializer.SerializeToElement(configuration, NetworkJson.Default.ConditionedUnetConfiguration);

    public int EmbeddingWidth => configuration.EmbeddingWidth;

    public int TextWidth => configuration.TextWidth;

    public Tensor Loss(TrainingTensors batch, Generator noise) =>
        _loss.Compute(Predict(batch), batch.Pictures, batch.Holes);

    public Tensor Predict(TrainingTensors batch) => _network.forward(batch.Pictures, batch.Holes, batch.Embeddings, batch.Texts);

    public void Dispose()
    {
        _loss.Dispose();
        _network.Dispose();
    }
}
