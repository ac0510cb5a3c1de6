using Inpaint.Inference;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Inpaint.Models.Clip;

/// <summary>A tower's blocks, one after the other.</summary>
internal sealed class ClipTransformer : nn.Module<Tensor, Tensor?, Tensor>
{
    private readonly TransformerShape _shape;
    private readonly ModuleList<ClipEncoderLayer> layers;
    private ClipTransformerPlan? _plan;

    public ClipTransformer(int width, int heads, int hidden, int count, string activation, double epsilon)
        : base(nameof(ClipTransformer))
    {
        _shape = new TransformerShape(width, heads, hidden, ClipActivation.OfPlan(activation), (float)epsilon);
        layers = new ModuleList<ClipEncoderLayer>(
            [.. Enumerable.Range(0, count).Select(_ => new ClipEncoderLayer(width, heads, hidden, activation, epsilon))]);
        RegisterComponents();
    }

    /// <summary>The number of blocks.</summary>
    public int Count => layers.Count;

    /// <summary>
    /// Hands the blocks' weights over to a plan that runs them from then on, for inference alone. On another device than the processor, and where
    /// it runs no plans, the blocks stay as they are.
    /// </summary>
    public void HandOver()
    {
        if (_plan is null && parameters().All(weight => weight.device_type == DeviceType.CPU && weight.dtype == ScalarType.Float32))
            _plan = ClipTransformerPlan.TryCompile(_shape, layers);
    }

    /// <param name="input1">[N, L, E].</param>
    /// <param name="input2">Added to the scores of attention: [L, L] or [N, 1, L, L]; null for none.</param>
    public override Tensor forward(Tensor input1, Tensor? input2) => Run(input1, input2, skipped: 0).Last;

    /// <summary>Runs all blocks and keeps an earlier one's output too.</summary>
    /// <param name="input">[N, L, E].</param>
    /// <param name="bias">As in <see cref="forward"/>.</param>
    /// <param name="skipped">The earlier output kept is that of the block so many before the last, 0 to <see cref="Count"/> (the input).</param>
    /// <exception cref="InvalidOperationException">Gradients are wanted of blocks whose weights have been handed over.</exception>
    public (Tensor Last, Tensor Earlier) Run(Tensor input, Tensor? bias, int skipped)
    {
        if (_plan is { } plan)
            return plan.Run(input, bias, skipped);
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

    /// <summary>Runs all blocks for the state at one position of each sequence, [N, E].</summary>
    /// <param name="input">[N, L, E].</param>
    /// <param name="bias">As in <see cref="forward"/>.</param>
    /// <param name="positions">Int64 [N], each 0 to L - 1.</param>
    /// <inheritdoc cref="Run" path="/exception"/>
    public Tensor Pool(Tensor input, Tensor? bias, Tensor positions)
    {
        if (_plan is { } plan)
            return plan.Pool(input, bias, positions);
        using var scope = NewDisposeScope();
        return At(Run(input, bias, skipped: 0).Last, positions).MoveToOuterDisposeScope();
    }

    /// <summary>The state [N, E] at one position of each sequence.</summary>
    /// <param name="sequence">[N, L, E].</param>
    /// <param name="positions">Int64 [N].</param>
    public static Tensor At(Tensor sequence, Tensor positions)
    {
        using var scope = NewDisposeScope();
        return sequence.gather(1, positions.view(-1, 1, 1).expand(-1, 1, sequence.shape[2])).squeeze(1).MoveToOuterDisposeScope();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _plan?.Dispose();
        base.Dispose(disposing);
    }

    private static Tensor Outward(Tensor state, Tensor input) => ReferenceEquals(state, input) ? state : state.MoveToOuterDisposeScope();
}
