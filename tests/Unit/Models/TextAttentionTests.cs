using Inpaint.Models;
using Inpaint.Models.Unet;
using Inpaint.Tests.Unit.Support;
using static TorchSharp.torch;

namespace Inpaint.Tests.Unit.Models;

[Collection(GlobalGeneratorCollection.Name)]
public sealed class TextAttentionTests
{
    private static readonly ConditionedUnetConfiguration Reading = new()
    {
        Width = 32,
        Height = 16,
        TextWidth = 6,
        TextHeads = 2,
        Channels = [4, 6, 8, 8],
        MixingChannels = 4,
        MixingWidth = 16,
        ConditionWidth = 4,
    };

    [Fact]
    public void Text_changes_the_picture_and_another_text_changes_it_otherwise()
    {
        using var scope = NewDisposeScope();
        using var network = Network();
        var (picture, hole) = Input(1);

        var without = network.forward(picture, hole, null, null);
        var one = network.forward(picture, hole, null, TokenSequence.Of(Values(12, seed: 1), 6));
        var other = network.forward(picture, hole, null, TokenSequence.Of(Values(12, seed: 2), 6));

        Assert.True(Difference(without, one) > 1e-5);
        Assert.True(Difference(one, other) > 1e-5);
    }

    [Fact]
    public void Padding_and_neighbours_change_nothing()
    {
        using var scope = NewDisposeScope();
        using var network = Network();
        var (picture, hole) = Input(3);
        float[] shorter = Values(6, seed: 1), longer = Values(18, seed: 2);

        var together = network.forward(picture, hole, null, TokenSequence.Of([shorter, longer, []], 6));

        Assert.True(Difference(together[..1], network.forward(picture[..1], hole[..1], null, TokenSequence.Of(shorter, 6))) < 1e-5);
        Assert.True(Difference(together[1..2], network.forward(picture[1..2], hole[1..2], null, TokenSequence.Of(longer, 6))) < 1e-5);
        Assert.True(Difference(together[2..], network.forward(picture[2..], hole[2..], null, null)) < 1e-5);
    }

    [Fact]
    public void Texts_without_a_token_are_no_texts() => Assert.Null(TokenSequence.Of([[], []], 6));

    [Fact]
    public void Network_without_text_has_no_weights_for_it()
    {
        using var network = new ConditionedUnet(Reading with { TextWidth = 0 });

        Assert.DoesNotContain(network.state_dict().Keys, name => name.StartsWith("text.", StringComparison.Ordinal));
    }

    [Fact]
    public void Heads_that_do_not_divide_the_channels_are_refused() =>
        Assert.Contains("text_heads", Assert.Throws<ArgumentException>(() => new ConditionedUnet(Reading with { TextHeads = 3 })).Message);

    private static ConditionedUnet Network()
    {
        manual_seed(1);
        var network = new ConditionedUnet(Reading);
        network.eval();
        return network;
    }

    private static (Tensor Picture, Tensor Hole) Input(int count) => (rand(count, 3, 16, 32), ones(count, 1, 16, 32));

    private static float[] Values(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - .5f)];
    }

    private static float Difference(Tensor a, Tensor b) => (a - b).abs().max().item<float>();
}
