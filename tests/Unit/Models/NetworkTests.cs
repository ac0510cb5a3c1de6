using Inpaint.Models;
using Inpaint.Models.Losses;
using Inpaint.Models.Unet;
using Inpaint.Models.Vae;
using static TorchSharp.torch;

namespace Inpaint.Tests.Unit.Models;

public sealed class NetworkTests
{
    [Fact]
    public void Starter_vae_has_the_challenges_parameters()
    {
        using var network = new StarterVae(new StarterVaeConfiguration { Width = 128, Height = 80 });
        Assert.Equal(385_432, NetworkWeights.CountParameters(network.Encoder));
        Assert.Equal(371_219, NetworkWeights.CountParameters(network.Decoder));
    }

    [Theory]
    [InlineData(128, 80)]
    [InlineData(128, 128)]
    [InlineData(32, 16)]
    public void Starter_vae_draws_pictures_of_its_size(int width, int height)
    {
        using var scope = NewDisposeScope();
        using var network = new StarterVae(new StarterVaeConfiguration { Width = width, Height = height });
        var output = network.forward(rand(2, 4, height, width), zeros(2, 128));
        Assert.Equal([2, 3, height, width], output.Picture.shape);
        AssertWithin(output.Picture, 0, 1);
    }

    [Theory]
    [InlineData(128, 80, 192)]
    [InlineData(128, 128, 0)]
    [InlineData(32, 16, 6)]
    public void Unet_draws_pictures_of_its_size(int width, int height, int embeddingWidth)
    {
        using var scope = NewDisposeScope();
        using var network = Unet(width, height, embeddingWidth);
        var picture = network.forward(rand(2, 3, height, width), zeros(2, 1, height, width), embeddingWidth == 0 ? null : zeros(2, embeddingWidth));
        Assert.Equal([2, 3, height, width], picture.shape);
        AssertWithin(picture, 0, 1);
    }

    [Fact]
    public void Unet_sees_its_embedding()
    {
        using var scope = NewDisposeScope();
        using var network = Unet(32, 16, 6);
        network.eval();
        var (picture, hole) = (rand(1, 3, 16, 32), ones(1, 1, 16, 32));
        Assert.NotEqual(0, (network.forward(picture, hole, zeros(1, 6)) - network.forward(picture, hole, ones(1, 6))).abs().max().item<float>());
    }

    [Fact]
    public void Unet_weights_stand_once_under_plain_names()
    {
        using var network = Unet(32, 16, 6);
        var names = network.state_dict().Keys.ToList();
        Assert.Equal(names.Count, names.Distinct().Count());
        Assert.DoesNotContain(names, name => name.Contains('_') && name.Split('.').Any(part => part.StartsWith('_')));
        Assert.Contains("up2.block.modulation.weight", names);
        Assert.DoesNotContain("position", names);
    }

    [Theory]
    [InlineData(40, 16)]
    [InlineData(32, 0)]
    public void Size_that_cannot_be_halved_four_times_is_refused(int width, int height)
    {
        Assert.Throws<ArgumentException>(() => Unet(width, height, 0));
        Assert.Throws<ArgumentException>(() => new StarterVae(new StarterVaeConfiguration { Width = width, Height = height }));
    }

    [Fact]
    public void Unet_learns_one_batch_by_heart()
    {
        using var scope = NewDisposeScope();
        using var network = Unet(32, 16, 6);
        using var loss = new CompletionLoss(32, 16, similarityWeight: 0.5, outsideWeight: 0.1);
        using var optimizer = optim.AdamW(network.parameters(), lr: 3e-3);
        var (picture, embedding) = (rand(2, 3, 16, 32), randn(2, 6));
        var hole = zeros(2, 1, 16, 32);
        hole[TensorIndex.Ellipsis, TensorIndex.Slice(4, 12), TensorIndex.Slice(8, 24)] = 1;
        var losses = new List<float>();
        for (var step = 0; step < 150; step++)
        {
            using var inner = NewDisposeScope();
            optimizer.zero_grad();
            var value = loss.Compute(network.forward(picture, hole, embedding), picture, hole);
            value.backward();
            optimizer.step();
            losses.Add(value.item<float>());
        }

        Assert.True(losses[^1] < losses[0] / 2, $"the loss went from {losses[0]} to {losses[^1]}");
    }

    private static ConditionedUnet Unet(int width, int height, int embeddingWidth) => new(new ConditionedUnetConfiguration
    {
        Width = width,
        Height = height,
        EmbeddingWidth = embeddingWidth,
        Channels = [8, 8, 12, 16],
        MixingChannels = 8,
        MixingWidth = 32,
        ConditionWidth = 8,
    });

    private static void AssertWithin(Tensor values, float low, float high)
    {
        Assert.InRange(values.min().item<float>(), low, high);
        Assert.InRange(values.max().item<float>(), low, high);
    }
}
