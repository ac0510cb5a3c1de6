namespace Inpaint.Tests.Unit.Golden;

/// <summary>max |mine - expected| at most atol + rtol * max |expected|, over the whole tensor; shapes and dtypes equal.</summary>
internal static class GoldenComparison
{
    public static void Check(string key, GoldenTensor expected, GoldenTensor mine, double atol, double rtol, double? meanLimit)
    {
        Assert.Equal(expected.Shape, mine.Shape);
        Assert.Equal(expected.DataType, mine.DataType);
        if (atol == 0 && rtol == 0)
        {
            Assert.True(expected.Data.AsSpan().SequenceEqual(mine.Data), $"{key} is not equal");
            return;
        }

        var (wanted, given) = (expected.ToDoubles(), mine.ToDoubles());
        var (largest, worst, sum) = (0.0, 0.0, 0.0);
        for (var i = 0; i < wanted.Length; i++)
        {
            if (!double.IsFinite(wanted[i]))
            {
                // NaN equals NaN and an infinity the same infinity, at the same places.
                Assert.True(wanted[i].Equals(given[i]), $"{key}[{i}] is {given[i]} instead of {wanted[i]}");
                continue;
            }

            Assert.True(double.IsFinite(given[i]), $"{key}[{i}] is {given[i]} instead of {wanted[i]}");
            largest = Math.Max(largest, Math.Abs(wanted[i]));
            var difference = Math.Abs(wanted[i] - given[i]);
            worst = Math.Max(worst, difference);
            sum += difference;
        }

        Assert.True(worst <= atol + rtol * largest, $"{key} is off by {worst:g6}; allowed is {atol + rtol * largest:g6}");
        if (meanLimit is { } limit)
            Assert.True(sum / Math.Max(1, wanted.Length) <= limit, $"{key} is off by {sum / wanted.Length:g6} on average; allowed is {limit:g6}");
    }
}
