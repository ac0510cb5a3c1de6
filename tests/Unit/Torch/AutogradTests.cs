using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Inpaint.Tests.Unit.Torch;

public sealed class AutogradTests
{
    [Fact]
    public void Gradient_of_a_sum_of_squares_is_twice_the_input()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new float[] { 1, -2, 3 }, requires_grad: true);
        Assert.Null(x.grad);
        (x * x).sum().backward();
        Assert.Equal([2, -4, 6], x.grad!.data<float>().ToArray());
        (x * x).sum().backward();
        Assert.Equal([4, -8, 12], x.grad!.data<float>().ToArray());
        x.grad = null;
        Assert.Null(x.grad);
    }

    [Fact]
    public void Second_derivative_is_taken_through_the_graph()
    {
        using var scope = NewDisposeScope();
        var x = tensor(2.0, requires_grad: true);
        var first = autograd.grad([x.pow(3)], [x], create_graph: true)[0];
        Assert.Equal(12, first.item<double>());
        Assert.Equal(12, autograd.grad([first], [x])[0].item<double>());
    }

    [Fact]
    public void Unused_input_has_no_gradient_where_that_is_allowed()
    {
        using var scope = NewDisposeScope();
        var (x, y) = (ones(1, requires_grad: true), ones(1, requires_grad: true));
        Assert.True(autograd.grad([x * 2], [y], allow_unused: true)[0] is null or { IsInvalid: true });
        Assert.Throws<ExternalException>(() => autograd.grad([x * 2], [y]));
    }

    [Fact]
    public void Graph_is_used_once_unless_kept()
    {
        using var scope = NewDisposeScope();
        var x = ones(2, requires_grad: true);
        var kept = (x * x).sum();
        autograd.backward(kept, retain_graph: true);
        autograd.backward(kept);
        Assert.Throws<ExternalException>(() => kept.backward());
    }

    [Fact]
    public void Nothing_is_recorded_without_grad_and_the_mode_is_given_back()
    {
        using var scope = NewDisposeScope();
        var x = ones(2, requires_grad: true);
        using (no_grad())
        {
            Assert.False((x * 2).requires_grad);
            using (enable_grad())
                Assert.True((x * 2).requires_grad);
            Assert.False(is_grad_enabled());
        }

        Assert.True((x * 2).requires_grad);
    }

    [Fact]
    public void Inference_tensor_is_refused_by_autograd()
    {
        using var scope = NewDisposeScope();
        Tensor made;
        using (inference_mode())
        {
            Assert.True(is_inference_mode_enabled());
            made = ones(2);
        }

        Assert.False(is_inference_mode_enabled());
        var x = ones(2, requires_grad: true);
        Assert.Throws<ExternalException>(() => x * made);
    }

    [Fact]
    public void Grad_mode_belongs_to_its_thread()
    {
        using var mode = no_grad();
        var elsewhere = false;
        var thread = new Thread(() => elsewhere = is_grad_enabled());
        thread.Start();
        Assert.True(thread.Join(TimeSpan.FromSeconds(30)));
        Assert.True(elsewhere);
        Assert.False(is_grad_enabled());
    }
}
