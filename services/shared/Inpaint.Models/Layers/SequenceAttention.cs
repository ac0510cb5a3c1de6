using Inpaint.Inference;
using Inpaint.Models.Plans;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Inpaint.Models.Layers;

/// <summary>
/// Attention in several heads over sequences [N, L, E], batch first. Its state keys are those of PyTorch's MultiheadAttention:
/// in_proj_weight [3E, E] (q_, k_ and v_proj_weight where keys or values have other widths), in_proj_bias, out_proj.weight, out_proj.bias.
/// </summary>
public sealed class SequenceAttention : nn.Module<Tensor, Tensor, Tensor, Tensor>
{
    private readonly long _heads;
    private readonly double _dropout;
    private readonly Parameter? in_proj_weight;
    private readonly Parameter? q_proj_weight;
    private readonly Parameter? k_proj_weight;
    private readonly Parameter? v_proj_weight;
    private readonly Parameter? in_proj_bias;
    private readonly Linear out_proj;

    /// <summary>Creates the layer with PyTorch's default initialisation.</summary>
    /// <param name="width">E, the width of queries and results; divisible by the number of heads.</param>
    /// <param name="heads">The number of heads.</param>
    /// <param name="dropout">The probability with which a weight is dropped in training, 0 to 1.</param>
    /// <param name="bias">Whether projections have a bias.</param>
    /// <param name="keyWidth">The width of keys; null for E.</param>
    /// <param name="valueWidth">The width of values; null for E.</param>
    public SequenceAttention(long width, long heads, double dropout = 0, bool bias = true, long? keyWidth = null, long? valueWidth = null)
        : base(nameof(SequenceAttention))
    {
        if (heads <= 0 || width % heads != 0)
            throw new ArgumentException($"a width of {width} is not divisible by {heads} heads", nameof(heads));
        (_heads, _dropout) = (heads, dropout);
        out_proj = nn.Linear(width, width, bias);
        if ((keyWidth ?? width) == width && (valueWidth ?? width) == width)
        {
            in_proj_weight = Xavier(3 * width, width);
        }
        else
        {
            q_proj_weight = Xavier(width, width);
            k_proj_weight = Xavier(width, keyWidth ?? width);
            v_proj_weight = Xavier(width, valueWidth ?? width);
        }

        if (bias)
        {
            in_proj_bias = nn.Parameter(zeros(3 * width));
            nn.init.zeros_(out_proj.bias!);
        }

        RegisterComponents();
    }

    /// <summary>Attends without masks.</summary>
    /// <param name="query">[N, L, E].</param>
    /// <param name="key">[N, S, width of keys].</param>
    /// <param name="value">[N, S, width of values].</param>
    /// <returns>[N, L, E].</returns>
    public override Tensor forward(Tensor query, Tensor key, Tensor value) => Attend(query, key, value).Mixed;

    /// <summary>Attends, with masks.</summary>
    /// <param name="query">[N, L, E].</param>
    /// <param name="key">[N, S, width of keys].</param>
    /// <param name="value">[N, S, width of values].</param>
    /// <param name="keyPadding">[N, S], bool (true: not attended) or float, added to the scores; null for none.</param>
    /// <param name="mask">[L, S] or [N * heads, L, S], bool or float as above; null for none.</param>
    /// <returns>The result [N, L, E], and the weights [N, heads, L, S].</returns>
    public (Tensor Mixed, Tensor Weights) Attend(Tensor query, Tensor key, Tensor value, Tensor? keyPadding = null, Tensor? mask = null)
    {
        using var scope = NewDisposeScope();
        var (q, k, v) = Project(query, key, value);
        var (mixed, weights) = DotProductAttention.Attend(q, k, v, _heads, Bias(keyPadding, mask, query.dtype), training ? _dropout : 0);
        return (out_proj.call(mixed).MoveToOuterDisposeScope(), weights.MoveToOuterDisposeScope());
    }

    /// <summary>Copies of the weights of queries, keys, values and results, as plans take them.</summary>
    public (ConvolutionWeights Query, ConvolutionWeights Key, ConvolutionWeights Value, ConvolutionWeights Result) PlanLayers()
    {
        using var scope = NewDisposeScope();
        using var mode = no_grad();
        var (weights, biases) = Projections();
        var (query, key, value) = (PlanWeights.Of(weights[0], biases[0]), PlanWeights.Of(weights[1], biases[1]), PlanWeights.Of(weights[2], biases[2]));
        return (query, key, value, PlanWeights.Of(out_proj));
    }

    // What is added to the scores [N, heads, L, S].
    private Tensor? Bias(Tensor? keyPadding, Tensor? mask, ScalarType type)
    {
        var padding = keyPadding is null ? null : Additive(keyPadding, type).unsqueeze(1).unsqueeze(2);
        var pairs = mask is null ? null : mask.dim() == 3 ? Additive(mask, type).unflatten(0, [-1, _heads]) : Additive(mask, type);
        return padding is null ? pairs : pairs is null ? padding : padding.add(pairs);
    }

    private static Parameter Xavier(long rows, long columns) => nn.Parameter(nn.init.xavier_uniform_(empty(rows, columns)));

    private static Tensor Additive(Tensor mask, ScalarType type) => mask.dtype == ScalarType.Bool
        ? zeros_like(mask, type).masked_fill(mask, double.NegativeInfinity)
        : mask.to(type);

    private (Tensor Query, Tensor Key, Tensor Value) Project(Tensor query, Tensor key, Tensor value)
    {
        var (weights, biases) = Projections();
        return (nn.functional.linear(query, weights[0], biases[0]), nn.functional.linear(key, weights[1], biases[1]), nn.functional.linear(value, weights[2], biases[2]));
    }

    // Of queries, keys and values.
    private (Tensor[] Weights, Tensor?[] Biases) Projections() => (
        in_proj_weight is null ? [q_proj_weight!, k_proj_weight!, v_proj_weight!] : in_proj_weight.chunk(3),
        in_proj_bias is null ? new Tensor?[3] : in_proj_bias.chunk(3));
}
