using Inpaint.Models.Layers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Inpaint.Models.Clip;

/// <summary>Self-attention over sequences [N, L, E] with the state keys of the published models: q_proj, k_proj, v_proj, out_proj.</summary>
internal sealed class ClipAttention : nn.Module<Tensor, Tensor?, Tensor>
{
    private readonly Linear q_proj;
    private readonly Linear k_proj;
    private readonly Linear v_proj;
    private readonly Linear out_proj;

    public ClipAttention(int width, int heads)
        : base(nameof(ClipAttention))
    {
        Heads = heads;
        q_proj = nn.Linear(width, width);
        k_proj = nn.Linear(width, width);
        v_proj = nn.Linear(width, width);
        out_proj = nn.Linear(width, width);
        RegisterComponents();
    }

    public int Heads { get; }

    public Linear Query => q_proj;

    public Linear Key => k_proj;

    public Linear Value => v_proj;

    public Linear Output => out_proj;

    /// <summary>Attends.</summary>
    /// <param name="input1">[N, L, E].</param>
    /// <param name="input2">Added to the scores, broadcast to [N, heads, L, L]; null for none.</param>
    public override Tensor forward(Tensor input1, Tensor? input2)
    {
        using var scope = NewDisposeScope();
        var (query, key, value) = (q_proj.call(input1), k_proj.call(input1), v_proj.call(input1));
        return out_proj.call(DotProductAttention.Attend(query, key, value, Heads, input2).Mixed).MoveToOuterDisposeScope();
    }
}
