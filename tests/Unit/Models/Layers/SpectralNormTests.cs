using Inpaint.Models.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace Inpaint.Tests.Unit.Models.Layers;

public sealed class SpectralNormTests
{
    [Fact]
    public void After_some_calls_the_largest_singular_value_is_one()
    {
        using var scope = NewDisposeScope();
        var module = new SpectralNorm(nn.Linear(6, 4), iterations: 50);

        module.call(rand(2, 6));

        Assert.Equal(1, linalg.svdvals(module.Weight())[0].ToSingle(), 1e-3);
    }

    [Fact]
    public void Evaluation_changes_no_vector()
    {
        using var scope = NewDisposeScope();
        var module = new SpectralNorm(nn.ConvTranspose2d(3, 4, 4, 2, 1));
        module.eval();
        var before = module.get_buffer("weight_u")!.clone();

        module.call(rand(1, 3, 5, 5));

        Assert.True(before.Equals(module.get_buffer("weight_u")!));
        Assert.Equal(4, before.shape[0]);
    }

    [Fact]
    public void Layers_without_a_weight_matrix_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new SpectralNorm(nn.ReLU()));
        Assert.Throws<ArgumentException>(() => new SpectralNorm(nn.Conv2d(2, 2, 3, padding: 1, padding_mode: PaddingModes.Reflect)));
    }
}
