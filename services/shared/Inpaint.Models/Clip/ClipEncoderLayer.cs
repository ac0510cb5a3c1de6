using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Inpaint.Models.Clip;

/// <summary>One pre-norm block: x + attention(norm(x)), then x + mlp(norm(x)).</summary>
internal sealed class ClipEncoderLayer : nn.Module<Tensor, Tensor?, Tensor>
{
    private readonly ClipAttention self_attn;
    private readonly LayerNorm layer_norm1;
    private readonly ClipMlp mlp;
    private readonly LayerNorm layer_norm2;
    private ClipFusedLayer? _fused;

    public ClipEncoderLayer(int width, int heads, int hidden, string activation, double epsilon)
        : base(nameof(ClipEncoderLayer))
    {
        self_attn = new ClipAttention(width, heads);
        layer_norm1 = nn.LayerNorm(width, epsilon);
        mlp = new ClipMlp(width, hidden, activation);
        layer_norm2 = nn.LayerNorm(width, epsilon);
        RegisterComponents();
    }

    public ClipAttention Attention => self_attn;

    public ClipMlp Mlp => mlp;

    public (LayerNorm BeforeAttention, LayerNorm BeforeMlp) Norms => (layer_norm1, layer_norm2);

    /// <summary>Packs the weights; the block is for inference from then on.</summary>
    public void Fuse() => _fused ??= new ClipFusedLayer(this);

    /// <param name="input1">[N, L, E].</param>
    /// <param name="input2">Added to the scores of attention, broadcast to [N, heads, L, L]; null for none.</param>
    public override Tensor forward(Tensor input1, Tensor? input2)
    {
        if (_fused is { } fused && !is_grad_enabled())
            return fused.Run(input1, input2);
        using var scope = NewDisposeScope();
        var mixed = input1.add(self_attn.call(layer_norm1.call(input1), input2));
        return mixed.add(mlp.call(layer_norm2.call(mixed))).MoveToOuterDisposeScope();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _fused?.Dispose();
        base.Dispose(disposing);
    }
}
