using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Inpaint.Tests.Unit.Torch.Modules;

public sealed class ModuleRegistrationTests
{
    [Fact]
    public void Fields_are_registered_under_their_names()
    {
        using var net = new Net();

        Assert.Equal(
            ["scale", "offset", "first.weight", "first.bias", "renamed.weight", "blocks.0.weight", "blocks.2.weight", "heads.a.weight", "heads.b.weight"],
            net.state_dict().Keys);
        Assert.Equal(["first", "renamed", "blocks", "heads"], net.named_children().Select(child => child.name));
    }

    [Fact]
    public void Parameters_come_before_those_of_children_and_each_once()
    {
        using var net = new Net();
        var names = net.named_parameters().Select(item => item.name).ToArray();

        Assert.Equal("scale", names[0]);
        Assert.DoesNotContain("offset", names);
        Assert.Equal(names.Length, names.Distinct().Count());
    }

    [StandInFact("knows one state key")]
    public void A_shared_module_is_one_parameter_under_two_state_keys()
    {
        var shared = nn.Linear(2, 2, hasBias: false);
        using var net = nn.Sequential(("a", shared), ("b", shared));

        Assert.Single(net.parameters());
        Assert.Equal(["a.weight", "b.weight"], net.state_dict().Keys);
    }

    [Fact]
    public void Names_with_dots_and_names_that_are_taken_are_refused()
    {
        using var net = new Net();

        Assert.Throws<ArgumentException>(() => net.register_module("a.b", nn.ReLU()));
        Assert.Throws<ArgumentException>(() => net.register_module("", nn.ReLU()));
        Assert.Throws<InvalidOperationException>(() => net.register_module("first", nn.ReLU()));
        Assert.Throws<InvalidOperationException>(() => net.register_buffer("offset", zeros(1)));
    }

    [Fact]
    public void Members_are_found_by_dotted_names()
    {
        using var net = new Net();

        Assert.Same(net.First.weight, net.get_parameter("first.weight"));
        Assert.NotNull(net.get_parameter("heads.b.weight"));
        Assert.True(net.has_buffer("offset"));
        Assert.Null(net.get_parameter("first.nothing"));
        Assert.Null(net.get_buffer("nothing.weight"));
    }

    [Fact]
    public void A_parameterless_module_takes_no_parameters()
    {
        using var module = nn.ReLU();

        Assert.Throws<InvalidOperationException>(() => module.register_parameter("p", nn.Parameter(zeros(1))));
        Assert.Throws<InvalidOperationException>(() => module.register_buffer("b", zeros(1)));
    }

    [Fact]
    public void What_is_registered_outlives_the_scope_in_which_it_was_made()
    {
        Net net;
        using (NewDisposeScope())
            net = new Net();
        var state = net.state_dict().Values;
        Assert.All(state, tensor => Assert.False(tensor.IsInvalid));

        net.Dispose();

        Assert.All(state, tensor => Assert.True(tensor.IsInvalid));
    }

    private sealed class Net : nn.Module<Tensor, Tensor>
    {
        private readonly Parameter scale = nn.Parameter(ones(1));
        private readonly Tensor offset = zeros(1);
        private readonly Linear first = nn.Linear(3, 2);

        [ComponentName(Name = "renamed")]
        private readonly Linear second = nn.Linear(2, 2, hasBias: false);

        private readonly ModuleList<nn.Module<Tensor, Tensor>> blocks = nn.ModuleList<nn.Module<Tensor, Tensor>>(nn.Linear(2, 2, hasBias: false), nn.ReLU());
        private readonly ModuleDict<Linear> heads = nn.ModuleDict(("a", nn.Linear(2, 1, hasBias: false)));

        public Net()
            : base(nameof(Net))
        {
            blocks.Add(nn.Linear(2, 2, hasBias: false));
            heads.Add(("b", nn.Linear(2, 1, hasBias: false)));
            RegisterComponents();
        }

        public Linear First => first;

        public override Tensor forward(Tensor input) => second.call(first.call(input)).mul(scale).add(offset);
    }
}
