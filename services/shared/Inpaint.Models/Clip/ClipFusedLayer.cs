using Inpaint.Models.Layers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Inpaint.Models.Clip;

/// <summary>
/// A block for inference, on the same weights in fewer passes over memory: one product for queries, keys and values; sums and biases
/// within the products; activations in place.
/// </summary>
internal sealed class ClipFusedLayer : IDisposable
{
    private const float Slope = 1.702f;

    private readonly int _heads;
    private readonly LayerNorm _norm1;
    private readonly LayerNorm _norm2;
    private readonly Linear _out;
    private readonly Linear _fc1;
    private readonly Linear _fc2;
    private readonly Tensor _qkvWeight;
    private readonly Tensor _qkvBias;
    private readonly Tensor _fc1Bias;
    // x sigmoid(1.702 x) is silu(1.702 x) / 1.702, and the products scale for nothing.
    private readonly float _scale;

    /// <param name="layer">The block; its weights of queries, keys and values become views of the packed ones.</param>
    public ClipFusedLayer(ClipEncoderLayer layer)
    {
        using var mode = no_grad();
        var (attention, mlp) = (layer.Attention, layer.Mlp);
        (_heads, _out, _fc1, _fc2) = (attention.Heads, attention.Output, mlp.First, mlp.Second);
        (_norm1, _norm2) = layer.Norms;
        _scale = mlp.Activation == ClipActivation.QuickGelu ? Slope : 1;
        using var scope = NewDisposeScope();
        Linear[] projections = [attention.Query, attention.Key, attention.Value];
        _qkvWeight = cat([.. projections.Select(projection => (Tensor)projection.weight)], 0).DetachFromDisposeScope();
        _qkvBias = cat([.. projections.Select(projection => (Tensor)projection.bias!)], 0).DetachFromDisposeScope();
        _fc1Bias = _fc1.bias!.mul(_scale).DetachFromDisposeScope();
        var width = _qkvWeight.shape[1];
        for (var i = 0; i < projections.Length; i++)
        {
            projections[i].weight = View(_qkvWeight, i * width, width);
            projections[i].bias = View(_qkvBias, i * width, width);
        }
    }

    /// <param name="input">[N, L, E].</param>
    /// <param name="bias">Added to the scores of attention, broadcast to [N, heads, L, L]; null for none.</param>
    public Tensor Run(Tensor input, Tensor? bias)
    {
        using var scope = NewDisposeScope();
        var (batch, length, width) = (input.shape[0], input.shape[1], input.shape[2]);
        var rows = input.reshape(-1, width);
        var qkv = addmm(_qkvBias, _norm1.call(rows), _qkvWeight.t(), 1, 1).view(batch, length, 3, width);
        var mixed = DotProductAttention.Attend(qkv.select(2, 0), qkv.select(2, 1), qkv.select(2, 2), _heads, bias).Mixed;
        var state = rows.add(_out.bias!).addmm_(mixed.view(-1, width), _out.weight.t());
        var hidden = addmm(_fc1Bias, _norm2.call(state), _fc1.weight.t(), 1, _scale);
        var active = _scale == 1 ? nn.functional.gelu(hidden) : hidden.silu_();
        // The state is this call's own: the last product is added to it where it lies.
        state.add_(_fc2.bias!).addmm_(active, _fc2.weight.t(), 1, 1 / _scale);
        return state.view(batch, length, width).MoveToOuterDisposeScope();
    }

    public void Dispose()
    {
        _qkvWeight.Dispose();
        _qkvBias.Dispose();
        _fc1Bias.Dispose();
    }

    private static Parameter View(Tensor packed, long start, long rows)
    {
        var view = nn.Parameter(packed.narrow(0, start, rows), requires_grad: false);
        view.DetachFromDisposeScope();
        return view;
    }
}
