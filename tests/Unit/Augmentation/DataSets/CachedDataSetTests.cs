using Inpaint.Augmentation.DataSets;
using Inpaint.Tests.Unit.Augmentation.Batches;
using Inpaint.V1;

namespace Inpaint.Tests.Unit.Augmentation.DataSets;

public sealed class CachedDataSetTests
{
    [Fact]
    public void Sample_is_made_once_while_there_is_room()
    {
        var inner = new TinyDataSet();
        var cached = new CachedDataSet(inner, new CacheBudget(1 << 20));
        for (var round = 0; round < 3; round++)
        {
            for (var i = 0; i < TinyDataSet.Samples; i++)
                Assert.Equal(i, cached.Get(Split.Train, i).Picture.Pixels[0]);
        }

        Assert.Equal(TinyDataSet.Samples, inner.Asked);
        Assert.Equal("tiny/Validation/0", cached.Get(Split.Validation, 0).Id);
    }

    [Fact]
    public void Nothing_is_kept_beyond_the_budget()
    {
        // A sample takes 576 bytes of pixels and a little more than 400 around them.
        var inner = new TinyDataSet();
        var cached = new CachedDataSet(inner, new CacheBudget(2500));
        for (var round = 0; round < 2; round++)
        {
            for (var i = 0; i < TinyDataSet.Samples; i++)
                Assert.Equal(i, cached.Get(Split.Train, i).Picture.Pixels[0]);
        }

        Assert.Equal(2, cached.Kept);
        Assert.Equal(2 * TinyDataSet.Samples - 2, inner.Asked);
    }

    [Fact]
    public void Budget_is_shared_and_given_back()
    {
        var budget = new CacheBudget(10);
        Assert.True(budget.TryTake(6));
        Assert.False(budget.TryTake(5));
        Assert.True(budget.TryTake(4));
        budget.Return(6);
        Assert.True(budget.TryTake(6));
        Assert.False(budget.TryTake(1));
    }
}
