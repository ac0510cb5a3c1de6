using Inpaint.Models.Unet;
using Inpaint.Models.Vae;
using Inpaint.Tests.Unit.Support;
using static TorchSharp.torch;

namespace Inpaint.Tests.Unit.Models;

[Collection(GlobalGeneratorCollection.Name)]
public sealed class NetworkPlanTests
{
    private const int Batch = 3;

    [Theory]
    [InlineData(0, 128, 80)]
    [InlineData(192, 128, 80)]
    [InlineData(7, 16, 48)]
    public void Plan_of_the_unet_is_the_unet(int embeddingWidth, int width, int height)
    {
        using var scope = NewDisposeScope();
        manual_seed(5);
        using var network = new ConditionedUnet(new ConditionedUnetConfiguration { Width = width, Height = height, EmbeddingWidth = embeddingWidth });
        var embedding = embeddingWidth == 0 ? null : randn(Batch, embeddingWidth);
        var (picture, hole) = (rand(Batch, 3, height, width), (rand(Batch, 1, height, width) > 0.5).to(ScalarType.Float32));
        using var mode = no_grad();
        DrawnNetworks.Unsettle(network, picture, hole, embedding);

        using var plan = network.CompilePlan();
        var output = new float[Batch * plan.Outputs[0].Count];
        float[][] inputs = embedding is null ? [Values(picture), Values(hole)] : [Values(picture), Values(hole), Values(embedding)];
        plan.Run(Batch, inputs, [output]);

        Assert.InRange(Difference(network.forward(picture, hole, embedding), output), 0, 1e-5);
    }

    [Fact]
    public void Plan_of_the_starter_vae_is_the_starter_vae()
    {
        using var scope = NewDisposeScope();
        manual_seed(5);
        using var network = new StarterVae(new StarterVaeConfiguration { Width = 128, Height = 80 });
        network.eval();
        var (picture, hole) = (rand(Batch, 3, 80, 128), (rand(Batch, 1, 80, 128) > 0.5).to(ScalarType.Float32));
        using var mode = no_grad();

        using var plan = network.CompilePlan();
        var output = new float[Batch * plan.Outputs[0].Count];
        plan.Run(Batch, [Values(picture), Values(hole)], [output]);

        Assert.InRange(Difference(network.forward(StarterVae.Input(picture, hole), zeros(Batch, 128)).Picture, output), 0, 1e-5);
    }

    private static float[] Values(Tensor tensor) => tensor.contiguous().data<float>().ToArray();

    private static double Difference(Tensor expected, float[] output) =>
        Values(expected).Zip(output, (a, b) => Math.Abs((double)a - b)).Max();
}
