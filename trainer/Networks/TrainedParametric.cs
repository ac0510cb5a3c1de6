using System.Text.Json;
using Inpaint.Models.Parametric;
using TorchSharp;
using static TorchSharp.torch;

namespace Inpaint.Trainer.Networks;

/// <summary>Trains a network to say what was hidden of whole designs.</summary>
internal sealed class TrainedParametric : ITrainedNetwork
{
    private readonly MaskedPredictionLoss _loss;

    public TrainedParametric(ParameterNetworkConfiguration configuration, ParametricEncoder encoder, Device device)
    {
        Network = new ParameterNetwork(configuration, new ParameterLayout(encoder.Schema));
        Network.to(device);
        _loss = new MaskedPredictionLoss(Network.Layout, device);
        Configuration = JsonSerializer.SerializeToElement(configuration, NetworkJson.Default.ParameterNetworkConfiguration);
        EmbeddingWidth = encoder.Width;
    }

    public ParameterNetwork Network { get; }

    public nn.Module Module => Network;

    public JsonElement Configuration { get; }

    public int EmbeddingWidth { get; }

    /// <param name="batch">Embeddings of whole designs.</param>
    /// <param name="noise">Hides parameters.</param>
    public Tensor Loss(TrainingTensors batch, Generator noise)
    {
        var parameters = Network.Layout.Schema.Count;
        var standardised = batch.Embeddings!.narrow(1, 0, parameters);
        var known = MaskedPredictionLoss.DrawKnown(standardised.shape[0], parameters, noise).to(standardised.device);
        var outputs = Network.forward(cat([standardised * known, known], 1));
        return _loss.Compute(outputs, standardised, known);
    }

    public void Dispose()
    {
        _loss.Dispose();
        Network.Dispose();
    }
}
