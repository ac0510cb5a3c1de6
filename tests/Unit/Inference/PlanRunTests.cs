using Inpaint.Inference;
using static TorchSharp.torch;

namespace Inpaint.Tests.Unit.Inference;

public sealed class PlanRunTests
{
    private const int Samples = 5;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Sample_gives_the_same_bytes_in_any_batch(int threads)
    {
        using var plan = Network(threads);
        var input = Drawn(Samples);
        var together = new float[Samples * plan.Outputs[0].Count];
        plan.Run(Samples, [input], [together]);
        for (var i = 0; i < Samples; i++)
            Assert.Equal(Alone(plan, input, i), Part(together, i));
    }

    [Fact]
    public void Thread_count_does_not_change_a_byte()
    {
        var input = Drawn(1);
        using var one = Network(threads: 1);
        using var three = Network(threads: 3);
        Assert.Equal(Alone(one, input, 0), Alone(three, input, 0));
    }

    [Fact]
    public async Task Concurrent_runs_do_not_see_each_other()
    {
        using var plan = Network(threads: 2);
        var input = Drawn(Samples);
        var expected = Enumerable.Range(0, Samples).Select(i => Alone(plan, input, i)).ToArray();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(worker => Task.Factory.StartNew(
            () =>
            {
                for (var round = 0; round < 20; round++)
                    Assert.Equal(expected[(worker + round) % Samples], Alone(plan, input, (worker + round) % Samples));
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));
    }

    [Fact]
    public void Run_allocates_nothing_managed()
    {
        using var plan = Network(threads: 2);
        float[][] input = [Drawn(2)], output = [new float[2 * plan.Outputs[0].Count]];
        plan.Run(2, input, output);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            plan.Run(2, input, output);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1024);
    }

    [Fact]
    public void Memory_is_shared_by_tensors_that_live_at_different_times()
    {
        using var scope = NewDisposeScope();
        var weights = PlanHarness.Weights(randn(16, 16, 3, 3));
        using var plan = PlanHarness.Compile(
            [[16, 64, 64]],
            (builder, x) => Enumerable.Range(0, 20).Aggregate(x[0], (features, _) => builder.Convolution(features, weights, padding: 1)));
        // Twenty layers in the room of a few: input in both layouts, and the two ends of the layer under way.
        Assert.InRange(plan.ActivationBytes, 2 * 16 * 64 * 64 * 4, 4 * 16 * 64 * 64 * 4);
    }

    [Fact]
    public void Wrong_arrays_are_refused_by_name()
    {
        using var plan = Network(threads: 1);
        var (input, output) = (Drawn(1), new float[plan.Outputs[0].Count]);
        Assert.Equal("inputs", Assert.Throws<ArgumentException>(() => plan.Run(1, [], [output])).ParamName);
        Assert.Equal("inputs", Assert.Throws<ArgumentException>(() => plan.Run(2, [input], [output])).ParamName);
        Assert.Equal("outputs", Assert.Throws<ArgumentException>(() => plan.Run(1, [input], [new float[3]])).ParamName);
        Assert.Throws<ArgumentOutOfRangeException>(() => plan.Run(0, [input], [output]));
    }

    [Fact]
    public void Disposed_plan_is_refused()
    {
        var plan = Network(threads: 1);
        plan.Dispose();
        plan.Dispose();
        Assert.Throws<ObjectDisposedException>(() => plan.Run(1, [Drawn(1)], [new float[plan.Outputs[0].Count]]));
    }

    private static InferencePlan Network(int threads)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(3);
        var first = randn(32, 4, 3, 3, generator: generator) / 6;
        var second = randn(32, 64, 3, 3, generator: generator) / 24;
        var up = randn(32, 32, 2, 2, generator: generator) / 8;
        return PlanHarness.Compile(
            [[4, 32, 24]],
            (plan, x) =>
            {
                var fine = plan.Convolution(x[0], PlanHarness.Weights(first), padding: 1, activation: PlanActivation.Relu);
                var coarse = plan.ConvolutionTranspose(plan.MaxPool(fine, 2), PlanHarness.Weights(up, transposed: true), stride: 2);
                return plan.Convolution(plan.Concat(coarse, fine), PlanHarness.Weights(second), padding: 1, activation: PlanActivation.Sigmoid);
            },
            threads);
    }

    private static float[] Drawn(int samples)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(11);
        return PlanHarness.Values(randn(samples, 4, 32, 24, generator: generator));
    }

    private static float[] Part(float[] values, int index)
    {
        var count = 32 * 32 * 24;
        return values[(index * count)..((index + 1) * count)];
    }

    private static float[] Alone(InferencePlan plan, float[] inputs, int index)
    {
        var count = (int)plan.Inputs[0].Count;
        var output = new float[plan.Outputs[0].Count];
        plan.Run(1, [inputs[(index * count)..((index + 1) * count)]], [output]);
        return output;
    }
}
