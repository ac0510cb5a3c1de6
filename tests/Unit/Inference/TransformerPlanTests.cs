using Inpaint.Inference;
using Inpaint.Tests.Unit.Support;
using static TorchSharp.torch;

namespace Inpaint.Tests.Unit.Inference;

[Collection(GlobalGeneratorCollection.Name)]
public sealed class TransformerPlanTests
{
    private const double Epsilon = 1e-5;

    [Theory]
    [InlineData(32, 4, 64, PlanActivation.QuickGelu)]
    [InlineData(32, 4, 64, PlanActivation.Gelu)]
    [InlineData(15, 3, 21, PlanActivation.QuickGelu)]
    [InlineData(64, 1, 256, PlanActivation.Gelu)]
    public void Blocks_give_what_torch_gives(int width, int heads, int hidden, PlanActivation activation)
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        var shape = new TransformerShape(width, heads, hidden, activation, (float)Epsilon);
        Tensor[][] blocks = [Block(shape), Block(shape)];
        foreach (var threads in (int[])[1, 2, 3])
        {
            using var plan = Compile(shape, blocks, threads);
            // The last has more rows than go through the blocks together, in groups of unequal size.
            foreach (var (batch, length) in ((int, int)[])[(1, 1), (1, 50), (3, 7), (16, 9), (16, 77), (5, 700)])
            {
                var input = randn(batch, length, width);
                foreach (var bias in (Tensor?[])[null, Causal(length), Causal(length).masked_fill(rand(batch, 1, length).lt(.3).expand(batch, length, length), float.MinValue)])
                    Assert.InRange(Difference(Reference(input, shape, blocks, bias), Run(plan, input, bias, ..)), 0, 2e-5);
            }
        }
    }

    [Fact]
    public void Ranges_of_blocks_add_up_to_all()
    {
        using var scope = NewDisposeScope();
        var shape = new TransformerShape(16, 2, 24, PlanActivation.Gelu, 1e-5f);
        using var plan = Compile(shape, [Block(shape), Block(shape), Block(shape)]);
        var input = randn(2, 5, 16);
        Assert.Equal(3, plan.Blocks);
        Assert.Equal(Values(Run(plan, input, null, ..)), Values(Run(plan, Run(plan, input, null, ..^2), null, 1..)));
        Assert.Equal(Values(input), Values(Run(plan, input, null, 3..)));
    }

    [Theory]
    [InlineData(1, 9)]
    [InlineData(5, 60)]
    [InlineData(40, 77)]
    public void Pooling_gives_what_all_positions_give(int batch, int length)
    {
        using var scope = NewDisposeScope();
        manual_seed(4);
        var shape = new TransformerShape(32, 4, 64, PlanActivation.QuickGelu, (float)Epsilon);
        using var plan = Compile(shape, [Block(shape), Block(shape)]);
        var input = randn(batch, length, 32);
        var positions = Enumerable.Range(0, batch).Select(i => 7 * i % length).ToArray();
        foreach (var bias in (Tensor?[])[null, Causal(length)])
        {
            var all = Run(plan, input, bias, ..);
            var pooled = new float[batch * 32];
            plan.Pool(Values(input), batch, length, positions, pooled, bias is null ? default : Values(bias));
            var expected = stack(positions.Select((position, i) => all[i, position]));
            Assert.InRange(Difference(expected, tensor(pooled, [batch, 32])), 0, 2e-5);
        }
    }

    [Fact]
    public void Weights_are_held_once()
    {
        using var scope = NewDisposeScope();
        var shape = new TransformerShape(64, 2, 256, PlanActivation.Gelu, 1e-5f);
        var block = Block(shape);
        using var plan = Compile(shape, [block]);
        Assert.Equal(sizeof(float) * block.Sum(weight => weight.numel()), plan.WeightBytes);
    }

    [Fact]
    public void Run_allocates_nothing_managed()
    {
        using var scope = NewDisposeScope();
        var shape = new TransformerShape(16, 2, 24, PlanActivation.QuickGelu, 1e-5f);
        using var plan = Compile(shape, [Block(shape)]);
        var (state, bias) = (new float[3 * 9 * 16], new float[9 * 9]);
        plan.Run(state, 3, 9, bias);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            plan.Run(state, 3, 9, bias);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1024);
    }

    [Fact]
    public async Task Concurrent_runs_of_different_lengths_do_not_see_each_other()
    {
        using var scope = NewDisposeScope();
        var shape = new TransformerShape(32, 4, 64, PlanActivation.Gelu, 1e-5f);
        using var plan = Compile(shape, [Block(shape), Block(shape)], threads: 2);
        var inputs = Enumerable.Range(1, 6).Select(length => Values(randn(2, length * 5, 32))).ToArray();
        var expected = inputs.Select(Ran).ToArray();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(worker => Task.Factory.StartNew(
            () =>
            {
                for (var round = 0; round < 20; round++)
                    Assert.Equal(expected[(worker + round) % 6], Ran(inputs[(worker + round) % 6]));
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));

        float[] Ran(float[] input)
        {
            float[] state = [.. input];
            plan.Run(state, 2, state.Length / 64);
            return state;
        }
    }

    [Fact]
    public void What_does_not_fit_is_refused_by_name()
    {
        using var scope = NewDisposeScope();
        var shape = new TransformerShape(16, 2, 24, PlanActivation.Gelu, 1e-5f);
        Assert.Equal("shape", Assert.Throws<ArgumentException>(() => new TransformerBuilder(shape with { Heads = 3 })).ParamName);
        Assert.Equal("shape", Assert.Throws<ArgumentException>(() => new TransformerBuilder(shape with { Activation = PlanActivation.Elu })).ParamName);
        Assert.Equal("threads", Assert.Throws<ArgumentOutOfRangeException>(() => new TransformerBuilder(shape, threads: 0)).ParamName);
        var block = Block(shape with { Hidden = 23 });
        using var builder = new TransformerBuilder(shape);
        Assert.Equal("First", Assert.Throws<ArgumentException>(() => builder.Add(Weights(block))).ParamName);
        var plan = Compile(shape, [Block(shape)]);
        var state = new float[2 * 5 * 16];
        Assert.Equal("state", Assert.Throws<ArgumentException>(() => plan.Run(state, 3, 5)).ParamName);
        Assert.Equal("bias", Assert.Throws<ArgumentException>(() => plan.Run(state, 2, 5, new float[24])).ParamName);
        Assert.Equal("batch", Assert.Throws<ArgumentOutOfRangeException>(() => plan.Run(state, 0, 5)).ParamName);
        Assert.Throws<ArgumentOutOfRangeException>(() => plan.Run(state, 2, 5, default, ..2));
        Assert.Equal("positions", Assert.Throws<ArgumentException>(() => plan.Pool(state, 2, 5, [0], new float[32])).ParamName);
        Assert.Equal("positions", Assert.Throws<ArgumentException>(() => plan.Pool(state, 2, 5, [0, 5], new float[32])).ParamName);
        plan.Dispose();
        Assert.Throws<ObjectDisposedException>(() => plan.Run(state, 2, 5));
    }

    // Norm, query, key, value, output, norm, first, second: weight and bias of each.
    private static Tensor[] Block(TransformerShape shape)
    {
        var (width, hidden) = (shape.Width, shape.Hidden);
        Tensor[] Norm() => [randn(width).mul(.2).add(1), randn(width).mul(.2)];
        Tensor[] Linear(int outputs, int inputs) => [randn(outputs, inputs).mul(1 / Math.Sqrt(inputs)), randn(outputs).mul(.2)];
        return [.. Norm(), .. Linear(width, width), .. Linear(width, width), .. Linear(width, width), .. Linear(width, width), .. Norm(), .. Linear(hidden, width), .. Linear(width, hidden)];
    }

    private static TransformerPlan Compile(TransformerShape shape, Tensor[][] blocks, int? threads = null)
    {
        using var builder = new TransformerBuilder(shape, threads);
        foreach (var block in blocks)
            builder.Add(Weights(block));
        return builder.Compile();
    }

    private static TransformerBlockWeights Weights(Tensor[] block)
    {
        NormWeights Norm(int index) => new(Values(block[index]), Values(block[index + 1]));
        LinearWeights Linear(int index) => new(Values(block[index]), Values(block[index + 1]));
        return new TransformerBlockWeights
        {
            AttentionNorm = Norm(0),
            Query = Linear(2),
            Key = Linear(4),
            Value = Linear(6),
            Output = Linear(8),
            MlpNorm = Norm(10),
            First = Linear(12),
            Second = Linear(14),
        };
    }

    private static Tensor Reference(Tensor input, TransformerShape shape, Tensor[][] blocks, Tensor? bias)
    {
        foreach (var b in blocks)
        {
            var normed = nn.functional.layer_norm(input, [shape.Width], b[0], b[1], Epsilon);
            Tensor Heads(int index) => nn.functional.linear(normed, b[index], b[index + 1]).unflatten(2, [shape.Heads, shape.Width / shape.Heads]).transpose(1, 2);
            var scores = Heads(2).matmul(Heads(4).transpose(2, 3)).div(Math.Sqrt((double)shape.Width / shape.Heads));
            var weights = (bias is null ? scores : scores.add(bias.dim() == 3 ? bias.unsqueeze(1) : bias)).softmax(-1);
            input = input.add(nn.functional.linear(weights.matmul(Heads(6)).transpose(1, 2).flatten(2), b[8], b[9]));
            var hidden = nn.functional.linear(nn.functional.layer_norm(input, [shape.Width], b[10], b[11], Epsilon), b[12], b[13]);
            var active = shape.Activation == PlanActivation.Gelu ? nn.functional.gelu(hidden) : hidden.mul(hidden.mul(1.702).sigmoid());
            input = input.add(nn.functional.linear(active, b[14], b[15]));
        }

        return input;
    }

    private static Tensor Run(TransformerPlan plan, Tensor input, Tensor? bias, Range blocks)
    {
        var state = Values(input);
        plan.Run(state, (int)input.shape[0], (int)input.shape[1], bias is null ? default : Values(bias), blocks);
        return tensor(state, input.shape);
    }

    private static Tensor Causal(int length) => full([length, length], float.MinValue).triu(1);

    private static double Difference(Tensor expected, Tensor actual) => expected.sub(actual).abs().max().item<float>();

    private static float[] Values(Tensor tensor) => tensor.contiguous().data<float>().ToArray();
}
