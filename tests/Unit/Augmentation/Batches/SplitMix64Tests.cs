using Inpaint.Augmentation.Batches;

namespace Inpaint.Tests.Unit.Augmentation.Batches;

public sealed class SplitMix64Tests
{
    [Fact]
    public void Keys_that_differ_anywhere_give_other_numbers()
    {
        long[][] keys = [[], [0], [0, 0], [1], [1, 0], [0, 1], [1, 1], [-1], [long.MinValue], [2, 1, 0], [0, 1, 2]];
        var first = keys.Select(key => new SplitMix64(key).NextBits()).ToList();
        Assert.Equal(first.Count, first.Distinct().Count());
    }

    [Fact]
    public void Numbers_are_those_published_for_the_seed_zero()
    {
        // An empty key starts at state 0.
        var random = new SplitMix64([]);
        Assert.Equal([0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4, 0x06C45D188009454F], (ulong[])[random.NextBits(), random.NextBits(), random.NextBits()]);
    }

    [Fact]
    public void Whole_numbers_are_uniform_over_their_range()
    {
        var random = new SplitMix64(11);
        var counts = new int[7];
        for (var i = 0; i < 70_000; i++)
            counts[random.Next(-3, 4) + 3]++;
        // Six deviations of a binomial count.
        Assert.All(counts, count => Assert.InRange(count, 10_000 - 560, 10_000 + 560));
    }

    [Fact]
    public void Normal_numbers_have_mean_zero_and_deviation_one()
    {
        var random = new SplitMix64(12);
        var drawn = Enumerable.Range(0, 50_000).Select(_ => random.Normal()).ToList();
        Assert.Equal(0, drawn.Average(), .03);
        Assert.Equal(1, drawn.Average(x => x * x), .04);
    }

    [Fact]
    public void Weight_of_zero_is_never_picked()
    {
        var random = new SplitMix64(13);
        var counts = new int[4];
        for (var i = 0; i < 20_000; i++)
            counts[random.Pick([0, 1, 3, 0])]++;
        Assert.Equal((0, 0), (counts[0], counts[3]));
        Assert.InRange(counts[2], 14_500, 15_500);
    }
}
