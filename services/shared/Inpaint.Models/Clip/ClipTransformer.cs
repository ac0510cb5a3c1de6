using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Inpaint.Models.Clip;

/// <summary>A tower's blocks, one after the other.</summary>
internal sealed class ClipTransformer : nn.Module<Tensor, Tensor?, Tensor>
{
    private readonly ModuleList<ClipEncoderLayer> layers;

    public ClipTransformer(int width, int heads, int hidden, int count, string activation, double epsilon)
        : base(nameof(ClipTransformer))
    {
        layers = new ModuleList<ClipEncoderLayer>(
            [.. Enumerable.Range(0, count).Select(_ => new ClipEncoderLayer(width, heads, hidden, activation, epsilon))]);
        RegisterComponents();
    }

    /// <summary>The number of blocks.</summary>
    public int Count => layers.Count;

    /// <summary>Packs the weights of every block; the tower is for inference from then on.</summary>
    public void Fuse()
    {
        foreach (var layer in layers)
            layer.Fuse();
    }

    /// <param name="input1">[N, L, E].</param>
    /// <param name="input2">Added to the scores of attention, broadcast to [N, heads, L, L]; null for none.</param>
    public override Tensor forward(Tensor input1, Tensor? input2) => Run(input1, input2, skipped: 0).Last;

    /// <summary>Runs all blocks and keeps an earlier one's output too.</summary>
    /// <param name="input">[N, L, E].</param>
    /// <param name="bias">As in <see cref="forward"/>.</param>
    /// <param name="skipped">The earlier output kept is that of the block so many before the last, 0 to <see cref="Count"/> (the input).</param>
    public (Tensor Last, Tensor Earlier) Run(Tensor input, Tensor? bias, int skipped)
    {
        using var scope = NewDisposeScope();
        var state = input;
        var earlier = skipped == layers.Count ? input : null;
        for (var i = 0; i < layers.Count; i++)
        {
            var next = layers[i].call(state, bias);
            // What backpropagation needs of it, that holds by itself.
            if (!ReferenceEquals(state, input) && !ReferenceEquals(state, earlier))
                state.Dispose();
            state = next;
            if (i + 1 == layers.Count - skipped)
                earlier = state;
        }

        return (Outward(state, input), Outward(earlier!, input));
    }

    private static Tensor Outward(Tensor state, Tensor input) => ReferenceEquals(state, input) ? state : state.MoveToOuterDisposeScope();
}
