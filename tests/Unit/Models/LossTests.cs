using Inpaint.Imaging;
using Inpaint.Models;
using Inpaint.Models.Losses;
using static TorchSharp.torch;

namespace Inpaint.Tests.Unit.Models;

public sealed class LossTests
{
    [Theory]
    [InlineData(32, 16)]
    [InlineData(17, 23)]
    public void Structural_similarity_is_the_scores(int width, int height)
    {
        using var scope = NewDisposeScope();
        var (first, second) = (Noise(width, height, 1), Noise(width, height, 2));
        using var similarity = new DifferentiableSimilarity(width, height);
        var mine = similarity.Mean(PictureTensors.FromPicture(first), PictureTensors.FromPicture(second)).item<float>();
        Assert.Equal(Similarity.Compare(first, second).Ssim, mine, 1e-4);
    }

    [Fact]
    public void Structural_similarity_of_equal_pictures_is_one()
    {
        using var scope = NewDisposeScope();
        using var similarity = new DifferentiableSimilarity(32, 16);
        var picture = PictureTensors.FromPicture(Noise(32, 16, 1));
        Assert.Equal(1, similarity.Mean(picture, picture).item<float>(), 1e-5);
    }

    [Fact]
    public void Completion_loss_is_zero_for_the_target_and_ignores_nothing_in_the_hole()
    {
        using var scope = NewDisposeScope();
        using var loss = new CompletionLoss(32, 16, similarityWeight: 0.5, outsideWeight: 0);
        var (target, hole) = (PictureTensors.FromPicture(Noise(32, 16, 1)), zeros(1, 1, 16, 32));
        hole[TensorIndex.Ellipsis, TensorIndex.Slice(0, 8), TensorIndex.Colon] = 1;
        Assert.Equal(0, loss.Compute(target, target, hole).item<float>(), 1e-5);
        // Half of the picture is hole, and wrong by .25 everywhere.
        var wrong = where(target > 0.5, target - 0.25, target + 0.25);
        using var errorAlone = new CompletionLoss(32, 16, similarityWeight: 0, outsideWeight: 0);
        Assert.Equal(10 * 0.25 / 2, errorAlone.Compute(wrong, target, hole).item<float>(), 1e-4);
    }

    private static RgbImage Noise(int width, int height, int seed)
    {
        var pixels = new byte[3 * width * height];
        new Random(seed).NextBytes(pixels);
        return new RgbImage(width, height, pixels);
    }
}
