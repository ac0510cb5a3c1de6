using Inpaint.Models.Parametric;
using static TorchSharp.torch;

namespace Inpaint.Tests.Unit.Parametric;

public sealed class MaskedPredictionLossTests : IDisposable
{
    private readonly ParameterLayout _layout = new(SmallSchema.Value);
    private readonly MaskedPredictionLoss _loss;

    public MaskedPredictionLossTests() => _loss = new MaskedPredictionLoss(_layout);

    public void Dispose() => _loss.Dispose();

    // Standardised: length 70, gears 6, rack, kind b.
    private static float[] Design => [2, 2, 1, -1, (float)(.7 / .46), -.5f];

    [Fact]
    public void Only_what_is_hidden_and_open_has_a_gradient()
    {
        // Length, and the group: its first member is known to be 0, so that b and c are left.
        Assert.Equal([true, false, true, false, false, false, true, true], Moved([0, 1, 1, 1, 0, 0]));
        Assert.Equal([false, true, false, true, true, true, true, true], Moved([1, 0, 0, 0, 0, 0]));
        // Its member that is 1 is known: the others are no question.
        Assert.Equal([false, false, false, false, true, false, false, false], Moved([1, 1, 0, 0, 1, 0]));
        Assert.Equal(new bool[8], Moved([1, 1, 1, 1, 1, 1]));
    }

    [Fact]
    public void Truth_costs_less_than_error()
    {
        Assert.True(Loss([2, 0, -2, -2, 5, -5, 5, -5]) < Loss([0, 0, -2, -2, 5, -5, 5, -5]));
        Assert.True(Loss([2, 0, 0, 0, 5, -5, 5, -5]) < Loss([2, 0, 0, 0, 5, 5, -5, -5]));
        Assert.True(Loss([2, 0, 0, 0, 5, -5, 5, -5]) < Loss([2, 0, 0, 0, -5, -5, 5, -5]));
    }

    [Fact]
    public void Scale_of_the_error_is_the_cheapest()
    {
        // An error of one deviation: narrower and wider scales cost more, once the weight by the scale is taken out of the likelihood.
        double Likelihood(double logScale) => Loss([1, 0, (float)logScale, 0, 5, -5, 5, -5], [0, 1, 1, 1, 1, 1]) * 2 / Math.Exp(logScale);
        Assert.True(Likelihood(0) < Likelihood(.5) && Likelihood(0) < Likelihood(-.5));
    }

    private double Loss(float[] outputs, float[]? known = null)
    {
        using var scope = NewDisposeScope();
        return _loss.Compute(tensor(outputs, [1, 8]), tensor(Design, [1, 6]), tensor(known ?? new float[6], [1, 6])).item<float>();
    }

    private bool[] Moved(float[] known)
    {
        using var scope = NewDisposeScope();
        var outputs = zeros(1, 8, requires_grad: true);
        _loss.Compute(outputs, tensor(Design, [1, 6]), tensor(known, [1, 6])).backward();
        return [.. outputs.grad!.data<float>().ToArray().Select(gradient => Math.Abs(gradient) > 1e-6)];
    }
}
