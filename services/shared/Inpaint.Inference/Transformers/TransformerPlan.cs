using Inpaint.Inference.Interop;

namespace Inpaint.Inference;

/// <summary>
/// Blocks of a transformer (Vaswani et al. 2017, pre-norm) with packed weights, for sequences of any number and length: one native call runs
/// all of them, in the memory of an earlier one. Immutable: any number of threads may run it at once, each call with all its threads.
/// </summary>
/// <remarks>Made by a <see cref="TransformerBuilder"/>. The results are those of the modules to within rounding, whatever is in the batch.</remarks>
public sealed unsafe class TransformerPlan : IDisposable
{
    private readonly TransformerHandle _transformer;

    internal TransformerPlan(TransformerHandle transformer, TransformerShape shape, int blocks, long weightBytes, int threads)
    {
        _transformer = transformer;
        (Shape, Blocks, WeightBytes, Threads) = (shape, blocks, weightBytes, threads);
    }

    /// <summary>The blocks' sizes.</summary>
    public TransformerShape Shape { get; }

    /// <summary>The number of blocks.</summary>
    public int Blocks { get; }

    /// <summary>Bytes of packed weights.</summary>
    public long WeightBytes { get; }

    /// <summary>Threads of one run.</summary>
    public int Threads { get; }

    /// <summary>Runs blocks over sequences, in place.</summary>
    /// <param name="state">[batch, length, width].</param>
    /// <param name="batch">Sequences, at least 1.</param>
    /// <param name="length">Positions of each, 1 to 16384.</param>
    /// <param name="bias">Added to the scores of attention: [length, length] for every sequence, or [batch, length, length]; empty for none.</param>
    /// <param name="blocks">Which blocks; null: all.</param>
    /// <exception cref="ArgumentException">The counts do not fit, or there are no such blocks.</exception>
    /// <exception cref="PlanException">A kernel failed, or there was no memory.</exception>
    /// <exception cref="ObjectDisposedException">The plan has been disposed.</exception>
    public void Run(Span<float> state, int batch, int length, ReadOnlySpan<float> bias = default, Range? blocks = null)
    {
        Check(state, batch, length, bias);
        var (first, count) = (blocks ?? Range.All).GetOffsetAndLength(Blocks);
        var message = stackalloc byte[NativePlans.MessageBytes];
        fixed (float* values = state, added = bias)
        {
            var status = NativeTransformers.Run(_transformer, first, count, values, batch, length, added, Stride(bias, length), message);
            NativePlans.ThrowUnlessOk(status, message);
        }
    }

    /// <summary>
    /// Runs all blocks over sequences for the state at one position of each alone, which is what embeddings are made of: the last block then
    /// has little to do but to attend to the others.
    /// </summary>
    /// <param name="state">[batch, length, width]; what it holds afterwards is of no use.</param>
    /// <param name="batch">Sequences, at least 1.</param>
    /// <param name="length">Positions of each, 1 to 16384.</param>
    /// <param name="positions">[batch], each 0 to <paramref name="length"/> - 1.</param>
    /// <param name="pooled">[batch, width]: the states at these positions after the last block.</param>
    /// <param name="bias">As of <see cref="Run"/>.</param>
    /// <exception cref="ArgumentException">The counts do not fit, or a sequence has no such position.</exception>
    /// <inheritdoc cref="Run" path="/exception"/>
    public void Pool(Span<float> state, int batch, int length, ReadOnlySpan<int> positions, Span<float> pooled, ReadOnlySpan<float> bias = default)
    {
        Check(state, batch, length, bias);
        if (positions.Length != batch || pooled.Length != (long)batch * Shape.Width)
            throw new ArgumentException($"there are {positions.Length} positions and {pooled.Length} values for them, not {batch} and {batch} x {Shape.Width}", nameof(positions));
        foreach (var position in positions)
        {
            if (position < 0 || position >= length)
                throw new ArgumentException($"there is no position {position} in {length}", nameof(positions));
        }

        var message = stackalloc byte[NativePlans.MessageBytes];
        fixed (float* values = state, into = pooled, added = bias)
        fixed (int* wanted = positions)
            NativePlans.ThrowUnlessOk(NativeTransformers.Pool(_transformer, values, batch, length, added, Stride(bias, length), wanted, into, message), message);
    }

    /// <inheritdoc/>
    public void Dispose() => _transformer.Dispose();

    private void Check(Span<float> state, int batch, int length, ReadOnlySpan<float> bias)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        if (state.Length != (long)batch * length * Shape.Width)
            throw new ArgumentException($"the state has {state.Length} values, not {batch} x {length} x {Shape.Width}", nameof(state));
        var square = (long)length * length;
        if (!bias.IsEmpty && bias.Length != square && bias.Length != batch * square)
            throw new ArgumentException($"the bias has {bias.Length} values, not {length} x {length} or as many a sequence", nameof(bias));
    }

    // From one sequence's bias to the next's.
    private static long Stride(ReadOnlySpan<float> bias, int length) => bias.Length == (long)length * length ? 0 : (long)length * length;
}
