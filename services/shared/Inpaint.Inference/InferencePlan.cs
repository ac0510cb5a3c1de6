using System.Runtime.InteropServices;
using Inpaint.Inference.Building;
using Inpaint.Inference.Interop;

namespace Inpaint.Inference;

/// <summary>
/// A network compiled for one size of pictures: one native call runs all of it, without allocation. Immutable: any number of threads may
/// run it at once. The same sample gives the same bytes whatever else is in its batch, and whatever runs beside it.
/// </summary>
public sealed unsafe class InferencePlan : IDisposable
{
    private static readonly Lazy<string?> Absence = new(Probe);
    private readonly PlanHandle _plan;
    private readonly PlanTensor[] _inputs;
    private readonly PlanTensor[] _outputs;
    private readonly int _tensors;
    private readonly bool _observable;

    private InferencePlan(PlanHandle plan, NativePlans.Facts facts, PlanTensor[] inputs, PlanTensor[] outputs, int tensors, PlanOptions options)
    {
        (_plan, _inputs, _outputs, _tensors) = (plan, inputs, outputs, tensors);
        _observable = options.Ranges is null;
        Threads = options.Threads;
        ActivationBytes = facts.ActivationBytes;
        WeightBytes = facts.WeightBytes;
        QuantizedSteps = facts.QuantizedSteps;
    }

    /// <summary>Why no plan can run on this machine (the native library or oneDNN is not here); null: plans can.</summary>
    public static string? Unavailable => Absence.Value;

    /// <summary>Threads of one run.</summary>
    public int Threads { get; }

    /// <summary>Bytes that each run under way takes for activations, for each sample computed side by side.</summary>
    public long ActivationBytes { get; }

    /// <summary>Bytes of weights.</summary>
    public long WeightBytes { get; }

    /// <summary>Steps done in 8 bits.</summary>
    public int QuantizedSteps { get; }

    /// <summary>The inputs, in the order of a run.</summary>
    public IReadOnlyList<PlanTensor> Inputs => _inputs;

    /// <summary>The outputs, in the order of a run.</summary>
    public IReadOnlyList<PlanTensor> Outputs => _outputs;

    /// <summary>Runs a batch.</summary>
    /// <param name="batch">Samples, at least 1.</param>
    /// <param name="inputs">For each input <paramref name="batch"/> samples one after another, [channel, row, column] each; longer arrays are allowed.</param>
    /// <param name="outputs">For each output room for as many.</param>
    /// <exception cref="ArgumentException">An array is missing or too short.</exception>
    /// <exception cref="PlanException">A kernel failed, or there was no memory.</exception>
    /// <exception cref="ObjectDisposedException">The plan has been disposed.</exception>
    public void Run(int batch, ReadOnlySpan<float[]> inputs, ReadOnlySpan<float[]> outputs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        Check("input", batch, inputs, _inputs);
        Check("output", batch, outputs, _outputs);
        var pins = stackalloc GCHandle[inputs.Length + outputs.Length];
        var pointers = stackalloc float*[inputs.Length + outputs.Length];
        var message = stackalloc byte[NativePlans.MessageBytes];
        var pinned = 0;
        try
        {
            foreach (var array in inputs)
                Pin(array, pins, pointers, ref pinned);
            foreach (var array in outputs)
                Pin(array, pins, pointers, ref pinned);
            NativePlans.ThrowUnlessOk(NativePlans.Run(_plan, batch, pointers, pointers + inputs.Length, message), message);
        }
        finally
        {
            for (var i = 0; i < pinned; i++)
                pins[i].Free();
        }
    }

    /// <summary>Runs one sample and widens the ranges by what its values took; they are for compiling the same steps in 8 bits.</summary>
    /// <param name="ranges">The ranges so far; null begins new ones.</param>
    /// <param name="inputs">As for <see cref="Run"/>, one sample.</param>
    /// <exception cref="InvalidOperationException">The plan itself is in 8 bits.</exception>
    public PlanRanges Calibrate(PlanRanges? ranges, ReadOnlySpan<float[]> inputs)
    {
        if (!_observable)
            throw new InvalidOperationException("a plan in 8 bits does not tell the ranges of its values");
        ranges ??= new PlanRanges(_tensors);
        if (ranges.Values.Length != 2 * _tensors)
            throw new ArgumentException("the ranges are those of another plan", nameof(ranges));
        Check("input", 1, inputs, _inputs);
        var pins = stackalloc GCHandle[inputs.Length];
        var pointers = stackalloc float*[inputs.Length];
        var message = stackalloc byte[NativePlans.MessageBytes];
        var pinned = 0;
        try
        {
            foreach (var array in inputs)
                Pin(array, pins, pointers, ref pinned);
            fixed (float* values = ranges.Values)
                NativePlans.ThrowUnlessOk(NativePlans.Observe(_plan, pointers, values, message), message);
        }
        finally
        {
            for (var i = 0; i < pinned; i++)
                pins[i].Free();
        }

        ranges.Samples++;
        return ranges;
    }

    /// <inheritdoc/>
    public void Dispose() => _plan.Dispose();

    internal static InferencePlan Compile(
        IReadOnlyList<PlanTensor> tensors, IReadOnlyList<PlanStep> steps, PlanTensor[] inputs, PlanTensor[] outputs, PlanOptions options)
    {
        if (Unavailable is { } reason)
            throw new PlanException(PlanErrorKind.Unsupported, reason);
        var (plan, facts) = PlanCompiler.Compile(tensors, steps, options);
        return new InferencePlan(plan, facts, inputs, outputs, tensors.Count, options);
    }

    private static void Pin(float[] array, GCHandle* pins, float** pointers, ref int pinned)
    {
        pins[pinned] = GCHandle.Alloc(array, GCHandleType.Pinned);
        pointers[pinned] = (float*)pins[pinned].AddrOfPinnedObject();
        pinned++;
    }

    private static void Check(string what, int batch, ReadOnlySpan<float[]> arrays, PlanTensor[] wanted)
    {
        if (arrays.Length != wanted.Length)
            throw new ArgumentException($"{arrays.Length} {what}s; the plan has {wanted.Length}", $"{what}s");
        for (var i = 0; i < wanted.Length; i++)
        {
            if (arrays[i] is null || arrays[i].LongLength < batch * wanted[i].Count)
                throw new ArgumentException($"{what} {i} has {arrays[i]?.LongLength ?? 0} values; {batch} x {wanted[i]} are {batch * wanted[i].Count}", $"{what}s");
        }
    }

    private static string? Probe()
    {
        try
        {
            NativePlans.Free(0);
            return null;
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            return $"inference plans need oneDNN (Debian: libdnnl2): {exception.Message}";
        }
    }
}
