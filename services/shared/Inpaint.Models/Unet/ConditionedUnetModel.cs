using System.Text.Json;
using static TorchSharp.torch;

namespace Inpaint.Models.Unet;

/// <summary>Completes pictures with a conditioned UNet, in one step. It draws nothing: the seed changes nothing.</summary>
internal sealed class ConditionedUnetModel : NetworkCompletionModel
{
    private readonly ConditionedUnet _network;

    private ConditionedUnetModel(CompletionModelInfo info, ConditionedUnet network)
        : base(info, network, options => network.CompilePlan(options, info.Text?.MaxTokens ?? 0)) => _network = network;

    public static ConditionedUnetModel Open(string name, ModelManifest manifest, string weightsPath)
    {
        var configuration = manifest.Network.Deserialize(ModelJson.Default.ConditionedUnetConfiguration)!;
        if (configuration.Width != manifest.Width || configuration.Height != manifest.Height || configuration.EmbeddingWidth != manifest.EmbeddingWidth)
            throw new ArgumentException("the network's sizes are not the manifest's");
        if (configuration.TextWidth != (manifest.Text?.Width ?? 0))
            throw new ArgumentException("the network's text_width is not the manifest's");
        var network = new ConditionedUnet(configuration);
        NetworkWeights.Load(network, weightsPath);
        network.eval();
        network.FoldNorms();
        return new ConditionedUnetModel(manifest.ToInfo(name), network);
    }

    protected override Tensor Predict(Tensor picture, Tensor hole, Tensor? embedding, TokenSequence? text) =>
        _network.forward(picture, hole, embedding, text);
}
