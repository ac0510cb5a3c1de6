using Inpaint.Inference.Building;

namespace Inpaint.Inference;

/// <summary>
/// Puts a network together as a plan: steps in the order of their execution, each for one picture. Shapes are checked as steps are added.
/// </summary>
/// <example>
/// <code>
/// var builder = new PlanBuilder();
/// var picture = builder.Input(3, 128, 128);
/// builder.Output(builder.Convolution(picture, weights, padding: 1, activation: PlanActivation.Relu));
/// using var plan = builder.Compile();
/// </code>
/// </example>
public sealed partial class PlanBuilder
{
    private readonly List<PlanTensor> _tensors = [];
    private readonly List<PlanStep> _steps = [];
    private readonly List<PlanTensor> _inputs = [];
    private readonly List<PlanTensor> _outputs = [];

    /// <summary>An input of the plan; runs give them in the order in which they were added.</summary>
    /// <param name="channels">Channels, or values of a vector.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    public PlanTensor Input(int channels, int height = 1, int width = 1)
    {
        var tensor = Add(new PlanStep(StepKind.Input, [], -1), channels, height, width);
        _inputs.Add(tensor);
        return tensor;
    }

    /// <summary>Values that are the same in every run.</summary>
    /// <param name="values">[channels, height, width].</param>
    /// <param name="channels">Channels.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    public PlanTensor Constant(float[] values, int channels, int height = 1, int width = 1)
    {
        if (values.LongLength != (long)channels * height * width)
            throw new ArgumentException($"{values.LongLength} values are not [{channels}, {height}, {width}]", nameof(values));
        return Add(new PlanStep(StepKind.Constant, [], -1) { Weight = values }, channels, height, width);
    }

    /// <summary>Makes a tensor an output of the plan; runs fill them in the order in which they were added.</summary>
    public void Output(PlanTensor tensor)
    {
        Check(tensor);
        _steps.Add(new PlanStep(StepKind.Output, [tensor.Index], tensor.Index));
        _outputs.Add(tensor);
    }

    /// <summary>Compiles the plan: kernels are chosen, weights packed, memory laid out.</summary>
    /// <exception cref="PlanException">The machine cannot run it; see <see cref="InferencePlan.Unavailable"/>.</exception>
    /// <exception cref="InvalidOperationException">The plan has no input or no output.</exception>
    public InferencePlan Compile(PlanOptions? options = null)
    {
        if (_inputs.Count == 0 || _outputs.Count == 0)
            throw new InvalidOperationException("the plan has no input or no output");
        options ??= new PlanOptions();
        if (options.Threads is < 1 or > 1024)
            throw new ArgumentOutOfRangeException(nameof(options), $"threads are {options.Threads}, not 1 to 1024");
        if (options.Ranges is { } ranges && ranges.Values.Length != 2 * _tensors.Count)
            throw new ArgumentException("the ranges are those of another plan", nameof(options));
        return InferencePlan.Compile(_tensors, _steps, [.. _inputs], [.. _outputs], options);
    }

    private PlanTensor Add(PlanStep step, int channels, int height, int width)
    {
        if (channels < 1 || height < 1 || width < 1)
            throw new ArgumentException($"{step.Kind} would give [{channels}, {height}, {width}]");
        var tensor = new PlanTensor(this, _tensors.Count, channels, height, width);
        _tensors.Add(tensor);
        _steps.Add(step with { Output = tensor.Index });
        return tensor;
    }

    private PlanTensor AddLike(PlanStep step, PlanTensor shape) => Add(step, shape.Channels, shape.Height, shape.Width);

    private void Check(params ReadOnlySpan<PlanTensor> tensors)
    {
        foreach (var tensor in tensors)
        {
            ArgumentNullException.ThrowIfNull(tensor);
            if (tensor.Owner != this)
                throw new ArgumentException("the tensor belongs to another plan");
        }
    }

    private static void ThrowUnlessSame(StepKind kind, PlanTensor a, PlanTensor b)
    {
        if (a.Channels != b.Channels || a.Height != b.Height || a.Width != b.Width)
            throw new ArgumentException($"{kind} of {a} and {b}");
    }
}
