using Inpaint.Models.Unet;
using static TorchSharp.torch;

namespace Inpaint.Tests.Unit.Models;

public sealed class FoldedNormTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(192)]
    public void Folded_norms_give_the_same_picture(int embeddingWidth)
    {
        using var scope = NewDisposeScope();
        var configuration = new ConditionedUnetConfiguration { Width = 128, Height = 80, EmbeddingWidth = embeddingWidth };
        using var network = new ConditionedUnet(configuration);
        var embedding = embeddingWidth == 0 ? null : randn(2, embeddingWidth);
        var (picture, hole) = (rand(2, 3, 80, 128), (rand(2, 1, 80, 128) > 0.5).to(ScalarType.Float32));
        // A pass in training mode moves the running figures away from 0 and 1.
        network.train();
        network.forward(picture, hole, embedding);
        network.eval();
        using var mode = no_grad();
        var plain = network.forward(picture, hole, embedding);
        var state = network.state_dict().Keys.ToArray();

        network.FoldNorms();

        Assert.True((plain - network.forward(picture, hole, embedding)).abs().max().item<float>() < 1e-5);
        Assert.Equal(state, network.state_dict().Keys);
    }
}
