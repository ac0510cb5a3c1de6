using Inpaint.Inference;
using Inpaint.Models;
using Inpaint.Models.Unet;
using Inpaint.Tests.Unit.Support;
using static TorchSharp.torch;

namespace Inpaint.Tests.Unit.Models;

/// <summary>The plan of a network that reads, against its modules.</summary>
[Collection(GlobalGeneratorCollection.Name)]
public sealed class TextPlanTests : IDisposable
{
    private const int Width = 32;
    private const int Height = 48;
    private const int MostTokens = 77;
    private const double Tolerance = 1e-5;

    private readonly IDisposable _scope = NewDisposeScope();

    /// <summary>Tokens of each picture's text, 0: none; and values of a token, as many as the coarsest features have (32) or others.</summary>
    public static TheoryData<int[], int> Mixtures()
    {
        var mixtures = new TheoryData<int[], int>();
        int[][] batches =
        [
            [0], [1], [MostTokens], [0, 0, 0], [1, 1, 1], [MostTokens, MostTokens, MostTokens], [0, 1, MostTokens], [MostTokens, 0, 15], [1, 0, 16],
            [0, 0, 0, 0, 0, 0, 0, 0], [1, 1, 1, 1, 1, 1, 1, 1], [MostTokens, MostTokens, MostTokens, MostTokens, MostTokens, MostTokens, MostTokens, MostTokens],
            [0, 1, 2, MostTokens, 0, 17, MostTokens - 1, 31],
        ];
        foreach (var batch in batches)
        {
            mixtures.Add(batch, 32);
            mixtures.Add(batch, 52);
        }

        return mixtures;
    }

    public void Dispose() => _scope.Dispose();

    [Theory, MemberData(nameof(Mixtures))]
    public void Plan_is_the_modules_with_and_without_texts(int[] tokens, int textWidth)
    {
        using var network = Network(textWidth);
        using var plan = network.CompilePlan(mostTokens: MostTokens);
        var (picture, hole, embedding) = Pictures(tokens.Length);
        var texts = tokens.Select(count => Values(randn(Math.Max(count, 1), textWidth))[..(count * textWidth)]).ToArray();
        using var mode = no_grad();

        var output = Run(plan, picture, hole, embedding, texts);

        Assert.InRange(Difference(network.forward(picture, hole, embedding, TokenSequence.Of(texts, textWidth)), output), 0, Tolerance);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Picture_gives_the_same_bytes_whatever_its_neighbours_read(int threads)
    {
        using var network = Network(textWidth: 20);
        using var one = network.CompilePlan(new PlanOptions { Threads = 1 }, MostTokens);
        using var plan = network.CompilePlan(new PlanOptions { Threads = threads }, MostTokens);
        int[] tokens = [0, MostTokens, 1, 9, 0];
        var (picture, hole, embedding) = Pictures(tokens.Length);
        var texts = tokens.Select(count => Values(randn(Math.Max(count, 1), 20))[..(count * 20)]).ToArray();

        var together = Run(plan, picture, hole, embedding, texts);

        var each = together.Length / tokens.Length;
        for (var i = 0; i < tokens.Length; i++)
            Assert.Equal(Run(one, picture[i..(i + 1)], hole[i..(i + 1)], embedding[i..(i + 1)], [texts[i]]), together[(i * each)..((i + 1) * each)]);
    }

    [Fact]
    public async Task Concurrent_runs_with_different_texts_do_not_see_each_other()
    {
        using var network = Network(textWidth: 20);
        using var plan = network.CompilePlan(new PlanOptions { Threads = 2 }, MostTokens);
        var (picture, hole, embedding) = Pictures(1);
        var texts = new[] { 0, 5, MostTokens }.Select(count => Values(randn(Math.Max(count, 1), 20))[..(count * 20)]).ToArray();
        var inputs = texts.Select(text => Inputs(plan, picture, hole, embedding, [text])).ToArray();
        float[] Forward(int text)
        {
            var output = new float[plan.Outputs[0].Count];
            plan.Run(1, inputs[text], [output]);
            return output;
        }

        var expected = Enumerable.Range(0, texts.Length).Select(Forward).ToArray();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(worker => Task.Factory.StartNew(
            () =>
            {
                for (var round = 0; round < 20; round++)
                    Assert.Equal(expected[(worker + round) % texts.Length], Forward((worker + round) % texts.Length));
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));
    }

    [Fact]
    public void Forward_with_a_text_allocates_nothing_managed()
    {
        using var network = Network(textWidth: 20);
        using var plan = network.CompilePlan(mostTokens: MostTokens);
        var (picture, hole, embedding) = Pictures(2);
        float[][] inputs = Inputs(plan, picture, hole, embedding, [Values(randn(MostTokens, 20)), []]), output = [new float[2 * plan.Outputs[0].Count]];
        plan.Run(2, inputs, output);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            plan.Run(2, inputs, output);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1024);
    }

    [Fact]
    public void Network_that_reads_says_how_much()
    {
        using var network = Network(textWidth: 20);
        Assert.Equal("mostTokens", Assert.Throws<ArgumentOutOfRangeException>(() => network.CompilePlan()).ParamName);
    }

    private static ConditionedUnet Network(int textWidth)
    {
        manual_seed(5);
        var network = new ConditionedUnet(new ConditionedUnetConfiguration
        {
            Width = Width,
            Height = Height,
            EmbeddingWidth = 6,
            TextWidth = textWidth,
            Channels = [8, 12, 16, 32],
            MixingChannels = 4,
            MixingWidth = 16,
            ConditionWidth = 8,
        });
        var (picture, hole, embedding) = Pictures(3);
        DrawnNetworks.Unsettle(network, picture, hole, embedding);
        return network;
    }

    private static (Tensor Picture, Tensor Hole, Tensor Embedding) Pictures(int count)
    {
        manual_seed(9);
        return (rand(count, 3, Height, Width), (rand(count, 1, Height, Width) > 0.5).to(ScalarType.Float32), randn(count, 6));
    }

    // Beyond each text's own tokens lies what would spoil the picture.
    private static float[][] Inputs(InferencePlan plan, Tensor picture, Tensor hole, Tensor embedding, float[][] texts)
    {
        var room = (int)plan.Inputs[3].Count;
        var tokens = new float[texts.Length * room];
        Array.Fill(tokens, float.NaN);
        for (var i = 0; i < texts.Length; i++)
            texts[i].CopyTo(tokens, i * room);
        float[] counts = [.. texts.Select(text => (float)(text.Length / plan.Inputs[3].Width))];
        return [Values(picture), Values(hole), Values(embedding), tokens, counts];
    }

    private static float[] Run(InferencePlan plan, Tensor picture, Tensor hole, Tensor embedding, float[][] texts)
    {
        var output = new float[texts.Length * plan.Outputs[0].Count];
        plan.Run(texts.Length, Inputs(plan, picture, hole, embedding, texts), [output]);
        return output;
    }

    private static float[] Values(Tensor tensor) => tensor.contiguous().data<float>().ToArray();

    private static double Difference(Tensor expected, float[] output) =>
        Values(expected).Zip(output, (a, b) => Math.Abs((double)a - b)).Max();
}
