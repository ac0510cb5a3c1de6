using Inpaint.Inference;
using Inpaint.Models.Layers;
using Inpaint.Tests.Unit.Support;
using static TorchSharp.torch;

namespace Inpaint.Tests.Unit.Inference;

[Collection(GlobalGeneratorCollection.Name)]
public sealed class PlanAttentionTests
{
    private const double Tolerance = 1e-5;

    [Theory]
    [InlineData(8, 2, 6, 1, 4, 3)]
    [InlineData(32, 4, 32, 40, 10, 16)]
    [InlineData(30, 3, 17, 7, 13, 11)]
    [InlineData(128, 1, 64, 96, 5, 8)]
    public void Cross_attention_is_torchs(int channels, int heads, int width, int tokens, int height, int columns)
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        using var attention = Attention(channels, heads, width);
        var first = randn(width);
        var (norm, tokenNorm) = (Norm(channels), Norm(width));
        Tensor Answer(Tensor features, Tensor sequence)
        {
            var positions = nn.functional.layer_norm(features.flatten(2).transpose(1, 2), [channels], norm.Scale, norm.Shift);
            var read = nn.functional.layer_norm(cat([first.expand(features.shape[0], 1, width), sequence.squeeze(2)], 1), [width], tokenNorm.Scale, tokenNorm.Shift);
            return features + attention.forward(positions, read, read).transpose(1, 2).reshape(features.shape);
        }

        var difference = PlanHarness.Difference(
            [[channels, height, columns], [tokens, 1, width]],
            (plan, x) => plan.CrossAttention(x[0], x[1], plan.Constant([tokens], 1), Weights(attention, heads, first, norm, tokenNorm)),
            x => Answer(x[0], x[1]));

        Assert.InRange(difference, 0, Tolerance);
    }

    [Theory]
    [InlineData(-3f, 0)]
    [InlineData(float.NaN, 0)]
    [InlineData(0.5f, 0)]
    [InlineData(2.5f, 2)]
    [InlineData(6f, 5)]
    [InlineData(float.PositiveInfinity, 5)]
    public void Number_of_tokens_that_is_none_is_the_nearest_that_is(float count, int meant)
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        using var attention = Attention(8, 2, 6);
        var builder = new PlanBuilder();
        var (features, tokens, number) = (builder.Input(8, 3, 3), builder.Input(5, 1, 6), builder.Input(1));
        builder.Output(builder.CrossAttention(features, tokens, number, Weights(attention, 2, randn(6), Norm(8), Norm(6))));
        using var plan = builder.Compile();
        float[] positions = PlanHarness.Values(randn(72)), sequence = PlanHarness.Values(randn(30));
        float[] stated = new float[72], expected = new float[72];

        plan.Run(1, [positions, sequence, [count]], [stated]);
        plan.Run(1, [positions, sequence, [meant]], [expected]);

        Assert.Equal(expected, stated);
    }

    [Fact]
    public void Weights_that_do_not_fit_are_refused_by_name()
    {
        using var scope = NewDisposeScope();
        using var attention = Attention(8, 2, 6);
        var weights = Weights(attention, 2, randn(6), Norm(8), Norm(6));
        var builder = new PlanBuilder();
        var (features, tokens, count) = (builder.Input(8, 3, 3), builder.Input(5, 1, 6), builder.Input(1));

        Refused("Query", features, tokens, count, weights with { Query = weights.Key });
        Refused("Key", features, tokens, count, weights with { Key = weights.Query });
        Refused("Value", features, tokens, count, weights with { Value = weights.Query });
        Refused("Answer", features, tokens, count, weights with { Answer = weights.Key });
        Refused("first token", features, tokens, count, weights with { First = new float[5] });
        Refused("heads", features, tokens, count, weights with { Heads = 3 });
        Refused("heads", features, tokens, count, weights with { Heads = 0 });
        Refused("tokens", features, builder.Input(5, 2, 6), count, weights);
        Refused("number", features, tokens, builder.Input(2), weights);

        void Refused(string part, PlanTensor x, PlanTensor sequence, PlanTensor number, CrossAttentionWeights wrong) =>
            Assert.Contains(part, Assert.Throws<ArgumentException>(() => builder.CrossAttention(x, sequence, number, wrong)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Scale_of_another_width_is_refused() =>
        Assert.Throws<ArgumentException>(() => new ConvolutionWeights(new float[6], 2, 3, 1, 1, null).AfterNorm(new float[2], null));

    private static SequenceAttention Attention(int channels, int heads, int width)
    {
        using var mode = no_grad();
        var attention = new SequenceAttention(channels, heads, keyWidth: width, valueWidth: width);
        foreach (var (_, parameter) in attention.named_parameters())
            parameter.add_(randn_like(parameter) * 0.1);
        return attention;
    }

    private static (Tensor Scale, Tensor Shift) Norm(int width) => (1 + (randn(width) * 0.2), randn(width) * 0.2);

    private static CrossAttentionWeights Weights(SequenceAttention attention, int heads, Tensor first, (Tensor Scale, Tensor Shift) norm, (Tensor Scale, Tensor Shift) tokenNorm)
    {
        var (query, key, value, answer) = attention.PlanLayers();
        float[] scale = PlanHarness.Values(tokenNorm.Scale), shift = PlanHarness.Values(tokenNorm.Shift);
        return new CrossAttentionWeights
        {
            Query = query.AfterNorm(PlanHarness.Values(norm.Scale), PlanHarness.Values(norm.Shift), 1 / Math.Sqrt((double)query.Outputs / heads)),
            Key = key.AfterNorm(scale, shift),
            Value = value.AfterNorm(scale, shift),
            Answer = answer,
            First = PlanHarness.Values(first),
            Heads = heads,
            Epsilon = 1e-5f,
            TokenEpsilon = 1e-5f,
        };
    }
}
