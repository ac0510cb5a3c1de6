using TorchSharp;
using static TorchSharp.torch;

namespace Inpaint.Tests.Unit.Torch.Optim;

public sealed class GradientClippingTests
{
    [Theory]
    [InlineData(2.0, 5.0)]
    [InlineData(1.0, 7.0)]
    [InlineData(double.PositiveInfinity, 4.0)]
    [InlineData(3.0, 4.497941)]
    public void The_norm_of_all_gradients_is_returned_and_bounded(double type, double norm)
    {
        using var scope = NewDisposeScope();
        var (a, b) = (nn.Parameter(zeros(1)), nn.Parameter(zeros(1)));
        (a.grad, b.grad) = (full(1, 3f), full(1, -4f));

        Assert.Equal(norm, nn.utils.clip_grad_norm_([a, b], 1, type), 1e-5);
        Assert.Equal(3 / norm, a.grad!.ToSingle(), 1e-5);
        Assert.Equal(-4 / norm, b.grad!.ToSingle(), 1e-5);
    }

    [Fact]
    public void Small_gradients_and_absent_ones_stay_as_they_are()
    {
        using var scope = NewDisposeScope();
        var (a, b) = (nn.Parameter(zeros(1)), nn.Parameter(zeros(1)));
        a.grad = full(1, 0.5f);

        Assert.Equal(0.5, nn.utils.clip_grad_norm_([a, b], 1));
        Assert.Equal(0.5, a.grad!.ToSingle());
        Assert.Null(b.grad);
        Assert.Equal(0, nn.utils.clip_grad_norm_([b], 1));
    }

    [Fact]
    public void Values_are_bounded_on_both_sides()
    {
        using var scope = NewDisposeScope();
        var a = nn.Parameter(zeros(3));
        a.grad = tensor(new[] { -2f, 0.5f, 2f });

        nn.utils.clip_grad_value_([a], 1);

        Assert.True(a.grad!.Equals(tensor(new[] { -1f, 0.5f, 1f })));
    }

    [Fact]
    public void Parameters_become_a_vector_and_back()
    {
        using var scope = NewDisposeScope();
        var (a, b) = (nn.Parameter(rand(2, 3)), nn.Parameter(rand(4)));
        var vector = nn.utils.parameters_to_vector([a, b]).detach();
        var (c, d) = (nn.Parameter(zeros(2, 3)), nn.Parameter(zeros(4)));

        nn.utils.vector_to_parameters(vector, [c, d]);

        Assert.True(a.Equals(c));
        Assert.True(b.Equals(d));
    }
}
