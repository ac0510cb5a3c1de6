using System.Text.Json;
using static TorchSharp.torch;

namespace Inpaint.Models.Vae;

/// <summary>Completes pictures with a starter VAE. It draws the picture of the code's mean: the seed changes nothing.</summary>
internal sealed class StarterVaeModel : NetworkCompletionModel
{
    private readonly StarterVae _network;

    private StarterVaeModel(CompletionModelInfo info, StarterVae network)
        : base(info, network, network.CompilePlan) => _network = network;

    public static StarterVaeModel Open(string name, ModelManifest manifest, string weightsPath)
    {
        var configuration = manifest.Network.Deserialize(ModelJson.Default.StarterVaeConfiguration)!;
        if (configuration.Width != manifest.Width || configuration.Height != manifest.Height || manifest.EmbeddingWidth != 0)
            throw new ArgumentException("the network's sizes are not the manifest's");
        if (manifest.Text is not null)
            throw new ArgumentException("the network takes no text; the manifest says that it does");
        var network = new StarterVae(configuration);
        NetworkWeights.Load(network, weightsPath);
        network.eval();
        return new StarterVaeModel(manifest.ToInfo(name), network);
    }

    protected override Tensor Predict(Tensor picture, Tensor hole, Tensor? embedding, TokenSequence? text)
    {
        var (mean, _) = _network.Encoder.forward(PictureTensors.ChannelsLast(StarterVae.Input(picture, hole)));
        return _network.Decoder.forward(mean);
    }
}
