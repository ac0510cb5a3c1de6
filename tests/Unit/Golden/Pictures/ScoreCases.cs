using System.Text.Json;
using Inpaint.Imaging;
using Inpaint.Imaging.Scores;

namespace Inpaint.Tests.Unit.Golden.Pictures;

public sealed class ScoreCases
{
    [GoldenTheory, GoldenCases("score")]
    public void Scores_are_torchmetrics(string path)
    {
        var golden = GoldenCase.Load(path);
        var (a, b) = (golden.Tensor("in.a"), golden.Tensor("in.b"));
        var options = OptionsOf(golden.Config);
        ImageScores Score(int index) => Similarity.Compare(PictureTensors.Planar(a, index), PictureTensors.Planar(b, index), hole: null, options);
        if (golden.ErrorClass is not null)
        {
            Assert.Equal("invalid", golden.ErrorClass);
            Assert.Throws<InvalidPictureArgumentException>(() => Score(0));
            return;
        }

        var scores = Enumerable.Range(0, (int)a.Shape[0]).Select(Score).ToArray();
        Check(golden, "out.ssim", scores, score => score.Ssim);
        Check(golden, "out.mae", scores, score => score.Mae);
        Check(golden, "out.rmse", scores, score => score.Rmse);
        Check(golden, "out.psnr", scores, score => score.Psnr);
        Check(golden, "out.composite", scores, score => score.Composite);
    }

    [GoldenTheory, GoldenCases("score_skimage")]
    public void Ssim_is_scikit_images(string path)
    {
        var golden = GoldenCase.Load(path);
        var (a, b) = (golden.Tensor("in.a"), golden.Tensor("in.b"));
        var options = SkimageOptionsOf(golden.Config);
        double Score(int index) => SkimageSsim.Compare(PictureTensors.Planar(a, index), PictureTensors.Planar(b, index), options);
        if (golden.ErrorClass is not null)
        {
            Assert.Equal("invalid", golden.ErrorClass);
            Assert.Throws<InvalidPictureArgumentException>(() => Score(0));
            return;
        }

        Check(golden, "out.ssim", Enumerable.Range(0, (int)a.Shape[0]).Select(Score).ToArray(), score => score);
    }

    [GoldenTheory, GoldenCases("score_hole")]
    public void Hole_is_scored_alone(string path)
    {
        var golden = GoldenCase.Load(path);
        var (a, b, masks) = (golden.Tensor("in.a"), golden.Tensor("in.b"), golden.Tensor("in.mask"));
        var range = golden.Config.GetProperty("data_range").GetDouble();
        (double Mae, double Rmse) Score(int index) =>
            Similarity.CompareHole(PictureTensors.Planar(a, index), PictureTensors.Planar(b, index), PictureTensors.Mask(masks, index), range);
        if (golden.ErrorClass is not null)
        {
            Assert.Equal("invalid", golden.ErrorClass);
            Assert.Throws<InvalidPictureArgumentException>(() => Enumerable.Range(0, (int)a.Shape[0]).Select(Score).ToArray());
            return;
        }

        var scores = Enumerable.Range(0, (int)a.Shape[0]).Select(Score).ToArray();
        Check(golden, "out.mae", scores, score => score.Mae);
        Check(golden, "out.rmse", scores, score => score.Rmse);
    }

    private static SsimOptions OptionsOf(JsonElement config) => new()
    {
        DataRange = config.GetProperty("data_range").GetDouble(),
        GaussianKernel = config.GetProperty("gaussian_kernel").GetBoolean(),
        Sigma = config.GetProperty("sigma").GetDouble(),
        KernelSize = config.GetProperty("kernel_size").GetInt32(),
        K1 = config.GetProperty("k1").GetDouble(),
        K2 = config.GetProperty("k2").GetDouble(),
    };

    private static SkimageSsimOptions SkimageOptionsOf(JsonElement config) => new()
    {
        DataRange = config.GetProperty("data_range").GetDouble(),
        GaussianWeights = config.GetProperty("gaussian_weights").GetBoolean(),
        Sigma = config.GetProperty("sigma").GetDouble(),
        WindowSize = config.GetProperty("win_size").GetInt32(),
        UseSampleCovariance = config.GetProperty("use_sample_covariance").GetBoolean(),
    };

    // Scores are computed in double precision; the reference cases hold them in their own.
    private static void Check<T>(GoldenCase golden, string key, T[] scores, Func<T, double> figure)
    {
        if (!golden.ExpectedKeys.Contains(key))
            return;

        var expected = golden.Tensor(key);
        var values = Array.ConvertAll(scores, score => figure(score));
        golden.Check(key, expected.DataType == "F64"
            ? GoldenTensor.Of<double>([values.Length], values)
            : GoldenTensor.Of<float>([values.Length], Array.ConvertAll(values, value => (float)value)));
    }
}
