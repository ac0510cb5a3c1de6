using System.Runtime.InteropServices;
using Inpaint.Inference;
using static TorchSharp.torch;

namespace Inpaint.Models.Clip;

/// <summary>A tower's blocks as a plan, over tensors of the processor.</summary>
internal sealed class ClipTransformerPlan : IDisposable
{
    private readonly TransformerPlan _plan;

    private ClipTransformerPlan(TransformerPlan plan) => _plan = plan;

    /// <summary>Packs the blocks' weights; null, and nothing done, where this machine runs no plans.</summary>
    public static ClipTransformerPlan? TryCompile(TransformerShape shape, IEnumerable<ClipEncoderLayer> layers)
    {
        TransformerBuilder builder;
        try
        {
            builder = new TransformerBuilder(shape);
        }
        catch (PlanException exception) when (exception.Kind == PlanErrorKind.Unsupported)
        {
            return null;
        }

        using (builder)
        {
            foreach (var layer in layers)
                layer.HandOver(builder);
            return new ClipTransformerPlan(builder.Compile());
        }
    }

    /// <inheritdoc cref="ClipTransformer.Run"/>
    public (Tensor Last, Tensor Earlier) Run(Tensor input, Tensor? bias, int skipped)
    {
        ThrowIfGradientsAreWanted(input);
        using var scope = NewDisposeScope();
        var state = empty(input.shape).copy_(input);
        var added = bias?.contiguous();
        Run(state, added, ..(_plan.Blocks - skipped));
        var earlier = state;
        if (skipped > 0)
        {
            earlier = state.clone();
            Run(state, added, (_plan.Blocks - skipped)..);
        }

        return (state.MoveToOuterDisposeScope(), earlier.MoveToOuterDisposeScope());
    }

    /// <inheritdoc cref="ClipTransformer.Pool"/>
    public Tensor Pool(Tensor input, Tensor? bias, Tensor positions)
    {
        ThrowIfGradientsAreWanted(input);
        using var scope = NewDisposeScope();
        var (state, pooled) = (empty(input.shape).copy_(input), empty(input.shape[0], input.shape[2]));
        var (added, wanted) = (bias?.contiguous(), positions.to(ScalarType.Int32).contiguous());
        _plan.Pool(
            Values(state), (int)state.shape[0], (int)state.shape[1], MemoryMarshal.Cast<byte, int>(wanted.bytes), Values(pooled), added is null ? default : Values(added));
        foreach (var used in (Tensor?[])[state, added, wanted])
            GC.KeepAlive(used);
        return pooled.MoveToOuterDisposeScope();
    }

    public void Dispose() => _plan.Dispose();

    private static void ThrowIfGradientsAreWanted(Tensor input)
    {
        if (is_grad_enabled() && input.requires_grad)
            throw new InvalidOperationException("the tower has been made ready for inference: there are no gradients of it");
    }

    private void Run(Tensor state, Tensor? bias, Range blocks)
    {
        _plan.Run(Values(state), (int)state.shape[0], (int)state.shape[1], bias is null ? default : Values(bias), blocks);
        // Their memory has been used without them.
        GC.KeepAlive(state);
        GC.KeepAlive(bias);
    }

    private static Span<float> Values(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);
}
