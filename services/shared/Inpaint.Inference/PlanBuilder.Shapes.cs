using Inpaint.Inference.Building;

namespace Inpaint.Inference;

public sealed partial class PlanBuilder
{
    private const int MostInputs = 8;

    /// <summary>Joins 2 to 8 tensors of one size along their channels. Where their makers can write side by side, nothing is copied.</summary>
    /// <exception cref="ArgumentException">The sizes differ, or there are too many.</exception>
    public PlanTensor Concat(params ReadOnlySpan<PlanTensor> inputs)
    {
        Check(inputs);
        if (inputs.Length is < 2 or > MostInputs)
            throw new ArgumentException($"{inputs.Length} tensors to join, not 2 to {MostInputs}", nameof(inputs));
        var (channels, indices) = (0, new int[inputs.Length]);
        for (var i = 0; i < inputs.Length; i++)
        {
            if (inputs[i].Height != inputs[0].Height || inputs[i].Width != inputs[0].Width)
                throw new ArgumentException($"{inputs[0]} and {inputs[i]} cannot be joined", nameof(inputs));
            channels += inputs[i].Channels;
            indices[i] = inputs[i].Index;
        }

        return Add(new PlanStep(StepKind.Concat, indices, -1), channels, inputs[0].Height, inputs[0].Width);
    }

    /// <summary>The sum of two tensors of one shape.</summary>
    public PlanTensor Sum(PlanTensor left, PlanTensor right)
    {
        Check(left, right);
        ThrowUnlessSame(StepKind.Add, left, right);
        return AddLike(new PlanStep(StepKind.Add, [left.Index, right.Index], -1), left);
    }

    /// <summary>Every pixel repeated <paramref name="factor"/> times in both directions, plus another tensor of that size where one is given.</summary>
    public PlanTensor Upsample(PlanTensor input, int factor, PlanTensor? plus = null)
    {
        Check(input);
        ArgumentOutOfRangeException.ThrowIfLessThan(factor, 1);
        var step = new PlanStep(StepKind.Upsample, plus is null ? [input.Index] : [input.Index, plus.Index], -1) { Stride = (factor, factor) };
        if (plus is null)
            return Add(step, input.Channels, input.Height * factor, input.Width * factor);
        Check(plus);
        if (plus.Channels != input.Channels || plus.Height != input.Height * factor || plus.Width != input.Width * factor)
            throw new ArgumentException($"{input} times {factor} plus {plus}", nameof(plus));
        return AddLike(step, plus);
    }

    /// <summary>Every channel times one plane.</summary>
    /// <param name="input">[channels, height, width].</param>
    /// <param name="plane">[1, height, width].</param>
    public PlanTensor Multiply(PlanTensor input, PlanTensor plane)
    {
        Check(input, plane);
        if (plane.Channels != 1 || plane.Height != input.Height || plane.Width != input.Width)
            throw new ArgumentException($"{input} times the plane {plane}", nameof(plane));
        return AddLike(new PlanStep(StepKind.Multiply, [input.Index, plane.Index], -1), input);
    }

    /// <summary>Every value times <paramref name="factor"/> plus <paramref name="offset"/>.</summary>
    public PlanTensor Affine(PlanTensor input, float factor, float offset)
    {
        Check(input);
        return AddLike(new PlanStep(StepKind.Affine, [input.Index], -1) { Alpha = factor, Beta = offset }, input);
    }

    /// <summary>An activation on its own. Where it follows a convolution or a linear layer, it costs less as theirs.</summary>
    public PlanTensor Activate(PlanTensor input, PlanActivation activation, float alpha = 0)
    {
        Check(input);
        if (activation == PlanActivation.None)
            return input;
        return AddLike(new PlanStep(StepKind.Activation, [input.Index], -1) { Activation = activation, Alpha = alpha }, input);
    }

    /// <summary>Channels to pixels: [channels * group^2, h, w] to [channels, h * group, w * group], as PyTorch's pixel_shuffle.</summary>
    public PlanTensor PixelShuffle(PlanTensor input, int group)
    {
        Check(input);
        if (group < 1 || input.Channels % (group * group) != 0)
            throw new ArgumentException($"{input} in groups of {group} x {group}", nameof(group));
        return Add(new PlanStep(StepKind.PixelShuffle, [input.Index], -1) { Stride = (group, group) }, input.Channels / (group * group), input.Height * group, input.Width * group);
    }

    /// <summary>Pixels to channels, the inverse of <see cref="PixelShuffle"/>.</summary>
    public PlanTensor PixelUnshuffle(PlanTensor input, int group)
    {
        Check(input);
        if (group < 1 || input.Height % group != 0 || input.Width % group != 0)
            throw new ArgumentException($"{input} in groups of {group} x {group}", nameof(group));
        return Add(new PlanStep(StepKind.PixelUnshuffle, [input.Index], -1) { Stride = (group, group) }, input.Channels * group * group, input.Height / group, input.Width / group);
    }

    /// <summary>The same values, in the order [channel, row, column], under another shape.</summary>
    public PlanTensor Reshape(PlanTensor input, int channels, int height = 1, int width = 1)
    {
        Check(input);
        if ((long)channels * height * width != input.Count)
            throw new ArgumentException($"{input} as [{channels}, {height}, {width}]");
        return Add(new PlanStep(StepKind.Reshape, [input.Index], -1), channels, height, width);
    }
}
