using TorchSharp;
using static TorchSharp.torch;

namespace Inpaint.Tests.Unit.Torch.Modules;

public sealed class InitTests
{
    [Fact]
    public void Fans_count_channels_times_kernel()
    {
        using var scope = NewDisposeScope();

        Assert.Equal((27, 36), nn.init.CalculateFanInAndFanOut(zeros(4, 3, 3, 3)));
        Assert.Equal((5, 2), nn.init.CalculateFanInAndFanOut(zeros(2, 5)));
        Assert.Throws<ArgumentException>(() => nn.init.CalculateFanInAndFanOut(zeros(2)));
    }

    [Fact]
    public void Uniform_initialisations_keep_their_bounds()
    {
        using var scope = NewDisposeScope();
        var weight = zeros(64, 50);

        nn.init.kaiming_uniform_(weight, nonlinearity: nn.init.NonlinearityType.ReLU);
        Assert.InRange(weight.abs().max().ToSingle(), 0.3, Math.Sqrt(6.0 / 50));
        nn.init.xavier_uniform_(weight, gain: 2);
        Assert.InRange(weight.abs().max().ToSingle(), 0.4, 2 * Math.Sqrt(6.0 / 114));
    }

    [Fact]
    public void Normal_initialisations_have_their_deviation()
    {
        using var scope = NewDisposeScope();
        var weight = zeros(200, 300);

        nn.init.kaiming_normal_(weight, mode: nn.init.FanInOut.FanOut);
        Assert.Equal(Math.Sqrt(2.0 / 200), weight.std().ToSingle(), 2e-3);
        nn.init.xavier_normal_(weight);
        Assert.Equal(Math.Sqrt(2.0 / 500), weight.std().ToSingle(), 2e-3);
    }

    [StandInFact("draws from another interval")]
    public void Truncated_numbers_stay_within()
    {
        using var scope = NewDisposeScope();
        var weight = nn.init.trunc_normal_(zeros(10000), mean: 1, std: 2, a: -1, b: 2);

        Assert.InRange(weight.min().ToSingle(), -1, -0.9);
        Assert.InRange(weight.max().ToSingle(), 1.9, 2);
    }

    [Theory]
    [InlineData(4, 7)]
    [InlineData(7, 4)]
    public void An_orthogonal_matrix_times_its_transpose_is_the_identity(long rows, long columns)
    {
        using var scope = NewDisposeScope();
        var weight = nn.init.orthogonal_(zeros(rows, columns), gain: 3);

        var product = rows < columns ? weight.matmul(weight.t()) : weight.t().matmul(weight);

        Assert.True(product.allclose(eye(Math.Min(rows, columns)).mul(9), atol: 1e-4));
    }

    [Fact]
    public void A_dirac_convolution_passes_channels_on()
    {
        using var scope = NewDisposeScope();
        var conv = nn.Conv2d(3, 3, 3, padding: 1, bias: false);
        nn.init.dirac_(conv.weight);
        var x = rand(1, 3, 5, 5);

        Assert.True(conv.call(x).allclose(x));
    }

    [Fact]
    public void Identity_and_sparse_matrices_are_what_they_are_called()
    {
        using var scope = NewDisposeScope();

        Assert.True(nn.init.eye_(rand(3, 4)).Equals(eye(3, 4)));
        var sparse = nn.init.sparse_(zeros(10, 6), sparsity: 0.3);
        Assert.True(sparse.eq(0).sum([0]).Equals(full(6, 3, dtype: ScalarType.Int64)));
    }
}
