using System.Text.Json;
using Inpaint.Models;
using Inpaint.Models.Vae;
using Inpaint.Trainer.RecipeFiles;
using TorchSharp;
using static TorchSharp.torch;

namespace Inpaint.Trainer.Networks;

/// <summary>Trains the starter VAE as the challenge's notebook does.</summary>
internal sealed class TrainedStarterVae(StarterVaeConfiguration configuration, LossRecipe weights, Device device) : ICompletingNetwork
{
    private readonly StarterVae _network = new StarterVae(configuration).to(device);

    public nn.Module Module => _network;

    public JsonElement Configuration { get; } =
        JsonSerializer.SerializeToElement(configuration, NetworkJson.Default.StarterVaeConfiguration);

    public int EmbeddingWidth => 0;

    public Tensor Loss(TrainingTensors batch, Generator noise)
    {
        // Drawn on the processor: a run's numbers are the same on every device.
        var drawn = randn([batch.Pictures.shape[0], configuration.LatentWidth], generator: noise).to(device);
        return StarterVaeLoss.Compute(_network.forward(Input(batch), drawn), batch.Pictures, weights.Divergence);
    }

    public Tensor Predict(TrainingTensors batch) =>
        _network.Decoder.forward(_network.Encoder.forward(Input(batch)).Mean);

    public void Dispose() => _network.Dispose();

    private static Tensor Input(TrainingTensors batch) =>
        PictureTensors.ChannelsLast(StarterVae.Input(batch.Pictures, batch.Holes));
}
