using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace Inpaint.Tests.Unit.Torch.Optim;

public sealed class SchedulerTests
{
    [Fact]
    public void A_plateau_scheduler_is_stepped_with_the_metric()
    {
        using var optimizer = Make();
        var scheduler = lr_scheduler.ReduceLROnPlateau(optimizer, patience: 1, factor: 0.5);

        Assert.Throws<InvalidOperationException>(scheduler.step);
        foreach (var metric in new double[] { 3, 2, 2, 2 })
            scheduler.step(metric);
        Assert.Equal(0.5, RateOf(optimizer));
    }

    [Fact]
    public void Schedulers_follow_one_another_at_milestones()
    {
        using var optimizer = Make();
        var constant = lr_scheduler.ConstantLR(optimizer, 0.5, total_iters: 100);
        var decay = lr_scheduler.ExponentialLR(optimizer, 0.1);
        var scheduler = lr_scheduler.SequentialLR(optimizer, [constant, decay], [2]);
        var rates = new List<double>();

        for (var i = 0; i < 4; i++)
        {
            rates.Add(RateOf(optimizer));
            scheduler.step();
        }

        Assert.Equal([0.5, 0.5, 1, 0.1], rates.Select(rate => Math.Round(rate, 9)));
    }

    [Fact]
    public void A_step_can_be_named()
    {
        using var optimizer = Make();
        var scheduler = lr_scheduler.StepLR(optimizer, step_size: 2, gamma: 0.5);

        scheduler.step(5);

        Assert.Equal(0.25, RateOf(optimizer));
        Assert.Equal([0.25], scheduler.get_last_lr());
    }

    [Fact]
    public void A_cycle_takes_the_momentum_the_other_way()
    {
        using var optimizer = Make();
        var group = (SGD.ParamGroup)optimizer.ParamGroups.Single();
        var scheduler = lr_scheduler.OneCycleLR(optimizer, max_lr: 1, total_steps: 11, pct_start: 0.5);
        Assert.Equal(0.04, RateOf(optimizer), 1e-12);
        Assert.Equal(0.95, group.Momentum, 1e-12);

        var rates = new List<double>();
        for (var i = 0; i < 10; i++)
        {
            scheduler.step();
            rates.Add(RateOf(optimizer));
            Assert.InRange(group.Momentum, 0.85, 0.95);
        }

        Assert.InRange(rates.Max(), 0.97, 1);
        Assert.Equal(0.04 / 1e4, rates[^1], 1e-12);
        scheduler.step();
        Assert.Throws<InvalidOperationException>(scheduler.step);
    }

    [Fact]
    public void Each_group_goes_its_own_way()
    {
        using var scope = NewDisposeScope();
        using var optimizer = SGD([new SGD.ParamGroup([nn.Parameter(ones(1))], 1.0), new SGD.ParamGroup([nn.Parameter(ones(1))], 10.0)], 1);
        var scheduler = new lr_scheduler.impl.LambdaLR(optimizer, [step => 1.0 / (step + 1), _ => 0.5]);

        scheduler.step();

        Assert.Equal([0.5, 5.0], optimizer.ParamGroups.Select(group => group.LearningRate));
        Assert.ThrowsAny<ArgumentException>(() => new lr_scheduler.impl.LambdaLR(optimizer, [_ => 1.0]));
    }

    private static double RateOf(Optimizer optimizer) => optimizer.ParamGroups.Single().LearningRate;

    private static SGD Make() => SGD([nn.Parameter(ones(1))], 1, momentum: 0.9);
}
