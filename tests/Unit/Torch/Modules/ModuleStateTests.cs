using TorchSharp;
using static TorchSharp.torch;

namespace Inpaint.Tests.Unit.Torch.Modules;

public sealed class ModuleStateTests
{
    [Fact]
    public void A_state_dictionary_carries_everything_over()
    {
        using var scope = NewDisposeScope();
        var (from, to) = (Net(), Net());

        to.load_state_dict(from.state_dict());

        foreach (var (name, tensor) in from.state_dict())
            Assert.True(tensor.Equals(to.state_dict()[name]), name);
    }

    [StandInFact("names none")]
    public void Missing_and_unexpected_names_are_told_and_nothing_is_copied()
    {
        using var scope = NewDisposeScope();
        var net = Net();
        var before = net.state_dict()["0.bias"].clone();
        var other = new Dictionary<string, Tensor> { ["0.bias"] = ones(4), ["extra"] = ones(1) };

        var error = Assert.Throws<InvalidOperationException>(() => net.load_state_dict(other));

        Assert.Contains("extra", error.Message, StringComparison.Ordinal);
        Assert.Contains("1.running_mean", error.Message, StringComparison.Ordinal);
        Assert.True(before.Equals(net.state_dict()["0.bias"]));
    }

    [Fact]
    public void What_fits_is_loaded_when_the_rest_may_be_missing()
    {
        using var scope = NewDisposeScope();
        var net = Net();

        var (missing, unexpected) = net.load_state_dict(new() { ["0.bias"] = ones(4), ["extra"] = ones(1) }, strict: false);

        Assert.Equal(["extra"], unexpected);
        Assert.Equal(net.state_dict().Count - 1, missing.Count);
        Assert.True(ones(4).Equals(net.state_dict()["0.bias"]));
    }

    [Fact]
    public void A_saved_module_is_loaded_again()
    {
        using var scope = NewDisposeScope();
        var (from, to) = (Net(), Net());
        using var stream = new MemoryStream();
        from.save(new BinaryWriter(stream));
        stream.Position = 0;

        to.load(new BinaryReader(stream));

        Assert.All(from.state_dict(), entry => Assert.True(entry.Value.Equals(to.state_dict()[entry.Key])));
    }

    [Fact]
    public void A_stream_of_another_module_is_refused()
    {
        using var scope = NewDisposeScope();
        using var stream = new MemoryStream();
        nn.Linear(3, 4).save(new BinaryWriter(stream));
        stream.Position = 0;

        Assert.Throws<ArgumentException>(() => Net().load(new BinaryReader(stream)));
    }

    [StandInFact("leaves such a buffer out of named_buffers")]
    public void A_buffer_that_is_not_persistent_is_no_part_of_the_state()
    {
        using var scope = NewDisposeScope();
        var net = Net();

        net.register_buffer("cache", zeros(1), persistent: false);

        Assert.DoesNotContain("cache", net.state_dict().Keys);
        Assert.Contains("cache", net.named_buffers().Select(item => item.name));
    }

    [StandInFact("puts new objects in the parameters' place")]
    public void A_move_converts_floating_point_state_and_keeps_the_tensors_themselves()
    {
        using var scope = NewDisposeScope();
        var net = Net();
        var before = net.state_dict();

        net.to(ScalarType.Float64);

        foreach (var (name, tensor) in net.state_dict())
        {
            Assert.Same(before[name], tensor);
            Assert.Equal(name.EndsWith("num_batches_tracked", StringComparison.Ordinal) ? ScalarType.Int64 : ScalarType.Float64, tensor.dtype);
        }

        Assert.Equal(ScalarType.Float64, net.call(rand([2, 3], ScalarType.Float64)).dtype);
        Assert.Throws<ArgumentException>(() => net.to(ScalarType.Int64));
    }

    [StandInFact("loses the state of moved parameters")]
    public void An_optimiser_made_before_a_move_goes_on_training_the_module()
    {
        using var scope = NewDisposeScope();
        var net = nn.Linear(1, 1);
        using var optimizer = optim.SGD(net.parameters(), 0.1);
        net.to(ScalarType.Float64);
        var before = net.weight.clone();

        net.call(ones([1, 1], ScalarType.Float64)).sum().backward();
        optimizer.step();

        Assert.True(net.weight.allclose(before.sub(0.1)));
    }

    [Fact]
    public void Modes_and_gradients_are_set_in_the_whole_tree()
    {
        using var scope = NewDisposeScope();
        var net = Net();
        net.call(rand(2, 3)).sum().backward();

        net.eval();
        net.zero_grad();

        Assert.All(net.modules(), module => Assert.False(module.training));
        Assert.All(net.parameters(), parameter => Assert.Null(parameter.grad));
        net.train();
        Assert.All(net.modules(), module => Assert.True(module.training));
    }

    private static TorchSharp.Modules.Sequential Net() => nn.Sequential(nn.Linear(3, 4), nn.BatchNorm1d(4), nn.Dropout(), nn.Linear(4, 2));
}
