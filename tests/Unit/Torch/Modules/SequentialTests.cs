using TorchSharp;
using static TorchSharp.torch;

namespace Inpaint.Tests.Unit.Torch.Modules;

public sealed class SequentialTests
{
    [Fact]
    public void Modules_run_in_order()
    {
        using var scope = NewDisposeScope();
        var net = nn.Sequential(new Adding(1), new Doubling(), new Adding(3));

        Assert.Equal(7, net.call(ones(1)).ToSingle());
        Assert.Equal(4, net[..2].call(ones(1)).ToSingle());
        Assert.Equal(5, net[(1, null)].call(ones(1)).ToSingle());
    }

    [Fact]
    public void What_passes_between_modules_is_released_and_the_argument_is_kept()
    {
        using var scope = NewDisposeScope();
        var net = nn.Sequential(new Adding(1), new Doubling(), new Adding(3));
        var input = ones(1);
        var before = scope.DisposablesCount;

        var output = net.call(input);

        Assert.Equal(before + 1, scope.DisposablesCount);
        Assert.False(input.IsInvalid);
        Assert.False(output.IsInvalid);
    }

    [StandInFact("releases what a module hands on")]
    public void A_module_may_hand_its_argument_on()
    {
        using var scope = NewDisposeScope();
        var input = ones(1);

        var output = nn.Sequential(new Passing(), new Adding(1), new Passing(), new Adding(1)).call(input);

        Assert.Equal(3, output.ToSingle());
        Assert.Equal(1, input.ToSingle());
    }

    [Fact]
    public void An_empty_sequence_gives_its_argument_as_a_tensor_of_its_own()
    {
        using var scope = NewDisposeScope();
        var input = ones(1);

        nn.Sequential().call(input).Dispose();

        Assert.Equal(1, input.ToSingle());
    }

    [Fact]
    public void Hooks_change_arguments_and_results_until_they_are_removed()
    {
        using var scope = NewDisposeScope();
        var module = new Adding(1);
        var before = module.register_forward_pre_hook((_, input) => input.mul(10));
        var after = module.register_forward_hook((_, _, output) => output.neg());

        Assert.Equal(-11, module.call(ones(1)).ToSingle());
        before.remove();
        Assert.Equal(-2, module.call(ones(1)).ToSingle());
        after.remove();
        Assert.Equal(2, module.call(ones(1)).ToSingle());
    }

    private sealed class Adding(double summand) : nn.Module<Tensor, Tensor>(nameof(Adding))
    {
        public override Tensor forward(Tensor input) => input.add(summand);
    }

    private sealed class Doubling() : nn.Module<Tensor, Tensor>(nameof(Doubling))
    {
        public override Tensor forward(Tensor input) => input.mul(2);
    }

    private sealed class Passing() : nn.Module<Tensor, Tensor>(nameof(Passing))
    {
        public override Tensor forward(Tensor input) => input;
    }
}
