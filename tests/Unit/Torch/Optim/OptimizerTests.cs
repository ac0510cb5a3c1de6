using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Inpaint.Tests.Unit.Torch.Optim;

public sealed class OptimizerTests
{
    public static TheoryData<string> Kinds => ["SGD", "Adam", "AdamW", "RMSProp", "Adagrad"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_restored_optimiser_takes_the_same_steps_to_the_bit(string kind)
    {
        using var scope = NewDisposeScope();
        var (parameter, copy) = (nn.Parameter(ones(3, 2)), nn.Parameter(zeros(3, 2)));
        using var optimizer = Make(kind, parameter);
        using var restored = Make(kind, copy);
        for (var i = 0; i < 3; i++)
            Step(optimizer, parameter, i);
        using var stream = new MemoryStream();
        optimizer.save_state_dict(new BinaryWriter(stream));
        stream.Position = 0;

        restored.load_state_dict(new BinaryReader(stream));
        using (no_grad())
            copy.copy_(parameter);
        for (var i = 3; i < 6; i++)
        {
            Step(optimizer, parameter, i);
            Step(restored, copy, i);
        }

        Assert.True(parameter.Equals(copy));
        Assert.True(optimizer.state_dict().State[0].ApproximatelyEquals(restored.state_dict().State[0]));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_state_dictionary_carries_options_and_state_over(string kind)
    {
        using var scope = NewDisposeScope();
        var (parameter, copy) = (nn.Parameter(ones(2)), nn.Parameter(ones(2)));
        using var optimizer = Make(kind, parameter);
        using var other = Make(kind, copy);
        optimizer.ParamGroups.Single().LearningRate = 0.5;
        Step(optimizer, parameter, 0);

        other.load_state_dict(optimizer.state_dict());
        using (no_grad())
            copy.copy_(parameter);
        Step(optimizer, parameter, 1);
        Step(other, copy, 1);

        Assert.Equal(0.5, other.ParamGroups.Single().LearningRate);
        Assert.True(parameter.Equals(copy));
    }

    [Fact]
    public void The_state_of_another_kind_is_refused()
    {
        using var scope = NewDisposeScope();
        var parameter = nn.Parameter(ones(2));
        using var stream = new MemoryStream();
        Make("SGD", parameter).save_state_dict(new BinaryWriter(stream));
        stream.Position = 0;

        var error = Assert.Throws<InvalidDataException>(() => Make("AdamW", parameter).load_state_dict(new BinaryReader(stream)));

        Assert.Contains("SGD", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_state_of_other_shapes_is_refused()
    {
        using var scope = NewDisposeScope();
        using var stream = new MemoryStream();
        Make("AdamW", nn.Parameter(ones(2))).save_state_dict(new BinaryWriter(stream));
        stream.Position = 0;

        Assert.Throws<ArgumentException>(() => Make("AdamW", nn.Parameter(ones(3))).load_state_dict(new BinaryReader(stream)));
    }

    [Fact]
    public void A_group_takes_what_it_leaves_open_from_the_optimiser()
    {
        using var scope = NewDisposeScope();
        var group = new AdamW.ParamGroup { Parameters = [nn.Parameter(ones(1))], Options = new AdamW.Options { LearningRate = 0.25 } };

        using var optimizer = optim.AdamW([group], lr: 1, weight_decay: 0.125);

        Assert.Equal(0.25, group.LearningRate);
        Assert.Equal(0.25, group.InitialLearningRate);
        Assert.Equal(0.125, group.Options.weight_decay);
    }

    [Fact]
    public void A_parameter_without_gradient_stays_as_it_is()
    {
        using var scope = NewDisposeScope();
        var (with, without) = (nn.Parameter(ones(2)), nn.Parameter(ones(2)));
        using var optimizer = optim.AdamW([with, without], lr: 0.1, weight_decay: 0.5);

        with.grad = ones(2);
        optimizer.step();

        Assert.False(with.Equals(ones(2)));
        Assert.True(without.Equals(ones(2)));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Steps_leave_no_tensors_behind(string kind)
    {
        using var scope = NewDisposeScope();
        var parameter = nn.Parameter(ones(3, 2));
        parameter.grad = ones(3, 2);
        using var optimizer = Make(kind, parameter);
        optimizer.step();
        var before = DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;

        for (var i = 0; i < 20; i++)
            optimizer.step();

        Assert.Equal(before, DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void A_closure_computes_the_loss_with_gradients()
    {
        using var scope = NewDisposeScope();
        var parameter = nn.Parameter(full(1, 2f));
        using var optimizer = optim.SGD([parameter], 0.25);

        var loss = optimizer.step(() =>
        {
            var square = parameter.square().sum();
            square.backward();
            return square;
        });

        Assert.Equal(4, loss!.ToSingle());
        Assert.Equal(1, parameter.ToSingle());
    }

    [Fact]
    public void Numbers_out_of_range_are_refused()
    {
        using var scope = NewDisposeScope();
        Parameter[] parameters = [nn.Parameter(ones(1))];

        Assert.Throws<ArgumentException>(() => optim.AdamW(parameters, lr: -1));
        Assert.Throws<ArgumentException>(() => optim.Adam(parameters, beta1: 1));
        Assert.Throws<ArgumentException>(() => optim.SGD(parameters, 0.1, nesterov: true));
        Assert.Throws<ArgumentException>(() => optim.Adagrad(parameters, eps: -1));
        Assert.Throws<ArgumentException>(() => optim.RMSProp(parameters, alpha: -1));
    }

    private static OptimizerHelper Make(string kind, Parameter parameter) => kind switch
    {
        "SGD" => optim.SGD([parameter], 0.1, momentum: 0.9, weight_decay: 0.01),
        "Adam" => optim.Adam([parameter], lr: 0.1, weight_decay: 0.01, amsgrad: true),
        "AdamW" => optim.AdamW([parameter], lr: 0.1, weight_decay: 0.01),
        "RMSProp" => optim.RMSProp([parameter], lr: 0.1, momentum: 0.5, centered: true),
        _ => optim.Adagrad([parameter], lr: 0.1, lr_decay: 0.1),
    };

    private static void Step(OptimizerHelper optimizer, Parameter parameter, int step)
    {
        parameter.grad = parameter.detach().mul(0.3).add(0.1 * step - 0.2);
        optimizer.step();
    }
}
