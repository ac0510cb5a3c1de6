using Inpaint.Inference;
using Inpaint.Models.Plans;
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

    public ClipEncoderLayer(int width, int heads, int hidden, string activation, double epsilon)
        : base(nameof(ClipEncoderLayer))
    {
        self_attn = new ClipAttention(width, heads);
        layer_norm1 = nn.LayerNorm(width, epsilon);
        mlp = new ClipMlp(width, hidden, activation);
        layer_norm2 = nn.LayerNorm(width, epsilon);
        RegisterComponents();
    }

    /// <param name="input1">[N, L, E].</param>
    /// <param name="input2">Added to the scores of attention, broadcast to [N, heads, L, L]; null for none.</param>
    public override Tensor forward(Tensor input1, Tensor? input2)
    {
        using var scope = NewDisposeScope();
        var mixed = input1.add(self_attn.call(layer_norm1.call(input1), input2));
        return mixed.add(mlp.call(layer_norm2.call(mixed))).MoveToOuterDisposeScope();
    }

    /// <summary>Hands the block's weights over to a plan: its matrices are empty from then on, and only the plan can run it.</summary>
    public void HandOver(TransformerBuilder plan)
    {
        plan.Add(new TransformerBlockWeights
        {
            AttentionNorm = PlanWeights.Span(layer_norm1),
            Query = PlanWeights.Span(self_attn.Query),
            Key = PlanWeights.Span(self_attn.Key),
            Value = PlanWeights.Span(self_attn.Value),
            Output = PlanWeights.Span(self_attn.Output),
            MlpNorm = PlanWeights.Span(layer_norm2),
            First = PlanWeights.Span(mlp.First),
            Second = PlanWeights.Span(mlp.Second),
        });
        foreach (var layer in (Linear[])[self_attn.Query, self_attn.Key, self_attn.Value, self_attn.Output, mlp.First, mlp.Second])
            layer.weight = nn.Parameter(empty(0), requires_grad: false);
    }
}
