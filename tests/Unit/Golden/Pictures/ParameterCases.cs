using Inpaint.Models.Parametric;

namespace Inpaint.Tests.Unit.Golden.Pictures;

public sealed class ParameterCases
{
    [GoldenTheory, GoldenCases("parameters")]
    public void Parameters_are_standardised_over_their_known_values(string path)
    {
        var golden = GoldenCase.Load(path);
        if (golden.ErrorClass is not null)
        {
            Assert.Equal("invalid", golden.ErrorClass);
            Assert.Throws<InvalidParameterException>(() => Run(golden));
            return;
        }

        var (standardizer, z, known) = Run(golden);
        long columns = standardizer.Columns;
        golden.Check("out.mean", GoldenTensor.Of([columns], standardizer.Mean));
        golden.Check("out.std", GoldenTensor.Of([columns], standardizer.StandardDeviation));
        golden.Check("out.z", GoldenTensor.Of<float>([z.Length / columns, columns], z));
        golden.Check("out.known", GoldenTensor.Of<bool>([z.Length / columns, columns], known));
    }

    private static (ParameterStandardizer Standardizer, float[] Z, bool[] Known) Run(GoldenCase golden)
    {
        var (fit, x) = (golden.Tensor("in.fit"), golden.Tensor("in.x"));
        var columns = (int)x.Shape[1];
        var standardizer = ParameterStandardizer.Fit(fit.Values<double>(), (int)fit.Shape[1]);
        var values = x.Values<double>();
        var (z, known) = (new float[values.Length], new bool[values.Length]);
        for (var i = 0; i < values.Length; i += columns)
        {
            standardizer.Apply(values.AsSpan(i, columns), z.AsSpan(i, columns), known.AsSpan(i, columns));
        }

        return (standardizer, z, known);
    }
}
