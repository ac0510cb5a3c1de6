using Inpaint.Inference.Interop;

namespace Inpaint.Inference;

/// <summary>
/// Puts blocks together as a <see cref="TransformerPlan"/>. Each block's weights are packed as it is added, so that those of one block after
/// the other can be given up.
/// </summary>
public sealed unsafe class TransformerBuilder : IDisposable
{
    private readonly TransformerShape _shape;
    private readonly int _threads;
    private TransformerHandle? _transformer;
    private int _blocks;
    private long _weightBytes;

    /// <param name="shape">The blocks' sizes.</param>
    /// <param name="threads">Threads of one run, 1 to 1024; null: one a core.</param>
    /// <exception cref="ArgumentException">No transformer has this shape.</exception>
    /// <exception cref="PlanException">The machine cannot run it; see <see cref="InferencePlan.Unavailable"/>.</exception>
    public TransformerBuilder(TransformerShape shape, int? threads = null)
    {
        if (shape.Width < 1 || shape.Hidden < 1 || shape.Heads < 1 || shape.Width % shape.Heads != 0)
            throw new ArgumentException($"no transformer has {shape.Heads} heads over {shape.Width} values, with {shape.Hidden} between the linear layers", nameof(shape));
        if (shape.Activation is PlanActivation.LeakyRelu or PlanActivation.Elu || !Enum.IsDefined(shape.Activation))
            throw new ArgumentException($"{shape.Activation} is no activation without a parameter", nameof(shape));
        if (threads is < 1 or > 1024)
            throw new ArgumentOutOfRangeException(nameof(threads), $"threads are {threads}, not 1 to 1024");
        if (InferencePlan.Unavailable is { } reason)
            throw new PlanException(PlanErrorKind.Unsupported, reason);
        (_shape, _threads) = (shape, threads ?? Environment.ProcessorCount);
        var native = new NativeTransformers.Shape
        {
            Width = shape.Width,
            Heads = shape.Heads,
            Hidden = shape.Hidden,
            Activation = (int)shape.Activation,
            Threads = _threads,
            Epsilon = shape.Epsilon,
        };
        nint made;
        var message = stackalloc byte[NativePlans.MessageBytes];
        NativePlans.ThrowUnlessOk(NativeTransformers.Create(&native, &made, message), message);
        _transformer = new TransformerHandle(made);
    }

    /// <summary>Puts a block after those that are there. Its weights are copied.</summary>
    /// <param name="block">Its weights.</param>
    /// <exception cref="ArgumentException">They are not of the shape.</exception>
    /// <exception cref="PlanException">There was no memory.</exception>
    public void Add(TransformerBlockWeights block)
    {
        ObjectDisposedException.ThrowIf(_transformer is null, this);
        var (width, hidden) = (_shape.Width, _shape.Hidden);
        Check(nameof(block.AttentionNorm), block.AttentionNorm.Scale, block.AttentionNorm.Shift, width, 1);
        Check(nameof(block.Query), block.Query.Weight, block.Query.Bias, width, width);
        Check(nameof(block.Key), block.Key.Weight, block.Key.Bias, width, width);
        Check(nameof(block.Value), block.Value.Weight, block.Value.Bias, width, width);
        Check(nameof(block.Output), block.Output.Weight, block.Output.Bias, width, width);
        Check(nameof(block.MlpNorm), block.MlpNorm.Scale, block.MlpNorm.Shift, width, 1);
        Check(nameof(block.First), block.First.Weight, block.First.Bias, hidden, width);
        Check(nameof(block.Second), block.Second.Weight, block.Second.Bias, width, hidden);
        fixed (float* attentionScale = block.AttentionNorm.Scale, attentionShift = block.AttentionNorm.Shift)
        fixed (float* query = block.Query.Weight, queryBias = block.Query.Bias, key = block.Key.Weight, keyBias = block.Key.Bias)
        fixed (float* value = block.Value.Weight, valueBias = block.Value.Bias, output = block.Output.Weight, outputBias = block.Output.Bias)
        fixed (float* mlpScale = block.MlpNorm.Scale, mlpShift = block.MlpNorm.Shift)
        fixed (float* first = block.First.Weight, firstBias = block.First.Bias, second = block.Second.Weight, secondBias = block.Second.Bias)
        {
            var native = new NativeTransformers.Block
            {
                AttentionScale = attentionScale,
                AttentionShift = attentionShift,
                Query = query,
                QueryBias = queryBias,
                Key = key,
                KeyBias = keyBias,
                Value = value,
                ValueBias = valueBias,
                Output = output,
                OutputBias = outputBias,
                MlpScale = mlpScale,
                MlpShift = mlpShift,
                First = first,
                FirstBias = firstBias,
                Second = second,
                SecondBias = secondBias,
            };
            long bytes;
            var message = stackalloc byte[NativePlans.MessageBytes];
            NativePlans.ThrowUnlessOk(NativeTransformers.Add(_transformer, &native, &bytes, message), message);
            _weightBytes += bytes;
            _blocks++;
        }
    }

    /// <summary>The plan of the blocks that have been added; the builder is done with.</summary>
    public TransformerPlan Compile()
    {
        ObjectDisposedException.ThrowIf(_transformer is null, this);
        var plan = new TransformerPlan(_transformer, _shape, _blocks, _weightBytes, _threads);
        _transformer = null;
        return plan;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _transformer?.Dispose();
        _transformer = null;
    }

    private static void Check(string name, ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, int outputs, int inputs)
    {
        if (weight.Length != (long)outputs * inputs || bias.Length != outputs)
            throw new ArgumentException($"{name} has {weight.Length} and {bias.Length} weights, not {outputs} x {inputs} and {outputs}", name);
    }
}
