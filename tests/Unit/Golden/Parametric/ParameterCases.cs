using Inpaint.Models.Parametric;

namespace Inpaint.Tests.Unit.Golden.Parametric;

public sealed class ParameterCases
{
    [GoldenTheory, GoldenCases("parameters")]
    public void Parameters_are_standardised_by_definition(string path)
    {
        var golden = GoldenCase.Load(path);
        if (golden.ErrorClass is { } error)
        {
            Assert.Equal("invalid", error);
            Assert.Throws<InvalidParameterException>(() => Run(golden));
            return;
        }

        var (standardizer, standardised, known) = Run(golden);
        var (rows, columns) = (golden.Tensor("in.x").Shape[0], golden.Tensor("in.x").Shape[1]);
        golden.Check("out.mean", GoldenTensor.Of([columns], standardizer.Mean));
        golden.Check("out.std", GoldenTensor.Of([columns], standardizer.StandardDeviation));
        golden.Check("out.z", GoldenTensor.Of<float>([rows, columns], standardised));
        golden.Check("out.known", GoldenTensor.Of<bool>([rows, columns], known));
    }

    private static (ParameterStandardizer Standardizer, float[] Standardised, bool[] Known) Run(GoldenCase golden)
    {
        var (fit, x) = (golden.Tensor("in.fit"), golden.Tensor("in.x"));
        var standardizer = ParameterStandardizer.Fit(fit.Values<double>(), (int)fit.Shape[1]);
        var (values, columns) = (x.Values<double>(), (int)x.Shape[1]);
        var (standardised, known) = (new float[values.Length], new bool[values.Length]);
        for (var row = 0; row < x.Shape[0]; row++)
        {
            var at = row * columns;
            standardizer.Apply(values.AsSpan(at, columns), standardised.AsSpan(at, columns), known.AsSpan(at, columns));
        }

        return (standardizer, standardised, known);
    }
}
