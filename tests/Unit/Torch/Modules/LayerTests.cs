using TorchSharp;
using static TorchSharp.torch;

namespace Inpaint.Tests.Unit.Torch.Modules;

public sealed class LayerTests
{
    [Fact]
    public void Padding_by_name_keeps_the_size()
    {
        using var scope = NewDisposeScope();

        Assert.Equal([1, 4, 7, 9], nn.Conv2d(3, 4, (3, 5), Padding.Same, dilation: (2, 1)).call(rand(1, 3, 7, 9)).shape);
        Assert.Equal([1, 4, 3, 5], nn.Conv2d(3, 4, (3, 5), Padding.Valid, dilation: (2, 1)).call(rand(1, 3, 7, 9)).shape);
    }

    [StandInFact("takes the padding of the other dimension")]
    public void Circular_padding_by_name_keeps_the_size()
    {
        using var scope = NewDisposeScope();

        Assert.Equal([1, 4, 7, 9], nn.Conv2d(3, 4, (3, 5), Padding.Same, padding_mode: PaddingModes.Circular).call(rand(1, 3, 7, 9)).shape);
    }

    [StandInFact("refuses them when they run")]
    public void Contradictory_convolutions_are_refused()
    {
        Assert.Throws<ArgumentException>(() => nn.Conv2d(3, 4, 3, Padding.Same, stride: 2));
        Assert.Throws<ArgumentException>(() => nn.Conv2d(3, 4, 3, groups: 2));
        Assert.Throws<ArgumentException>(() => nn.ConvTranspose2d(3, 4, 3, padding_mode: PaddingModes.Reflect));
    }

    [Fact]
    public void An_input_of_other_channels_is_refused()
    {
        using var scope = NewDisposeScope();

        var error = Assert.Throws<ArgumentException>(() => nn.Conv2d(3, 4, 3).call(rand(1, 2, 8, 8)));

        Assert.Contains("3 channels", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(15)]
    [InlineData(16)]
    public void A_transposed_convolution_reaches_the_size_asked_for(long size)
    {
        using var scope = NewDisposeScope();
        var layer = nn.ConvTranspose2d(2, 3, 3, stride: 2, padding: 1);

        Assert.Equal([1, 3, size, size], layer.forward(rand(1, 2, 8, 8), [size, size]).shape);
        Assert.Throws<ArgumentException>(() => layer.forward(rand(1, 2, 8, 8), [17, 17]));
    }

    [Fact]
    public void Batch_norm_measures_in_training_and_applies_in_evaluation()
    {
        using var scope = NewDisposeScope();
        var norm = nn.BatchNorm2d(2, momentum: 1);
        var input = randn(8, 2, 4, 4).mul(3).add(5);

        var measured = norm.call(input);
        norm.eval();
        var applied = norm.call(input);

        Assert.Equal(0, measured.mean().ToSingle(), 1e-5);
        Assert.Equal(1, norm.num_batches_tracked!.ToInt64());
        Assert.True(norm.running_mean!.allclose(input.mean([0, 2, 3])));
        Assert.True(applied.allclose(measured, 1e-2, 1e-2));
        Assert.Throws<ArgumentException>(() => norm.call(rand(2, 2)));
    }

    [Fact]
    public void The_padding_row_of_an_embedding_is_zero_and_learns_nothing()
    {
        using var scope = NewDisposeScope();
        var table = nn.Embedding(4, 3, padding_idx: -3);

        table.call(tensor(new long[] { 0, 1, 1 })).sum().backward();

        Assert.Equal(0, table.weight![1].abs().sum().ToSingle());
        Assert.Equal(0, table.weight!.grad![1].abs().sum().ToSingle());
        Assert.Equal(3, table.weight!.grad![0].sum().ToSingle());
        Assert.ThrowsAny<SystemException>(() => nn.Embedding(4, 3, padding_idx: 4));
    }

    [Fact]
    public void Attention_to_masked_positions_is_zero()
    {
        using var scope = NewDisposeScope();
        var attention = nn.MultiheadAttention(8, 2);
        var x = rand(5, 3, 8);
        var causal = ones(5, 5, dtype: ScalarType.Bool).triu(1);

        var (output, weights) = attention.call(x, x, x, attn_mask: zeros(5, 5).masked_fill(causal, double.NegativeInfinity));

        Assert.Equal([5, 3, 8], output.shape);
        Assert.Equal(0, weights.masked_select(causal).abs().sum().ToSingle());
        Assert.True(weights.sum(-1).allclose(ones(3, 5)));
    }

    [Fact]
    public void An_encoder_is_its_layer_several_times_with_weights_of_its_own()
    {
        using var scope = NewDisposeScope();
        var layer = nn.TransformerEncoderLayer(8, 2, 16);
        layer.eval();
        var encoder = nn.TransformerEncoder(layer, 2);
        var x = rand(5, 3, 8);

        Assert.True(encoder.call(x).allclose(layer.call(layer.call(x)), atol: 1e-6));
        Assert.Equal(2 * layer.parameters().Count(), encoder.parameters().Count());
        Assert.Contains("layers.1.self_attn.in_proj_weight", encoder.state_dict().Keys);
    }

    [Fact]
    public void Interpolation_takes_exactly_one_of_size_and_factor()
    {
        using var scope = NewDisposeScope();
        var x = rand(1, 1, 4, 4);

        Assert.Equal([1, 1, 6, 6], nn.functional.interpolate(x, scale_factor: [1.5, 1.5]).shape);
        Assert.Equal([1, 1, 3, 5], nn.functional.interpolate(x, [3, 5], mode: InterpolationMode.Area).shape);
        Assert.Equal([1, 1, 2, 2], nn.functional.interpolate(x, [2, 2], mode: InterpolationMode.Bilinear, antialias: true).shape);
        Assert.ThrowsAny<SystemException>(() => nn.functional.interpolate(x));
        Assert.ThrowsAny<SystemException>(() => nn.functional.interpolate(x, [2, 2], [2.0, 2.0]));
        Assert.ThrowsAny<SystemException>(() => nn.functional.interpolate(x, [2]));
        Assert.ThrowsAny<SystemException>(() => nn.functional.interpolate(x, [2, 2], mode: InterpolationMode.Trilinear));
        Assert.ThrowsAny<SystemException>(() => nn.functional.interpolate(x, [2, 2], align_corners: true));
    }

    [Fact]
    public void Flattening_and_unflattening_undo_each_other()
    {
        using var scope = NewDisposeScope();
        var x = rand(2, 3, 4, 5);

        var flat = nn.Flatten().call(x);

        Assert.Equal([2, 60], flat.shape);
        Assert.True(nn.Unflatten(1, [3, 4, 5]).call(flat).Equals(x));
        Assert.True(nn.PixelUnshuffle(2).call(nn.PixelShuffle(2).call(rand(1, 8, 3, 3))) is { Dimensions: 4 });
    }
}
