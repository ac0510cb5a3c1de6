using Inpaint.Augmentation.Batches;
using Inpaint.V1;

namespace Inpaint.Tests.Unit.Augmentation.Batches;

public sealed class BatchPlanTests
{
    [Fact]
    public void Epoch_takes_every_sample_once_in_ever_new_orders()
    {
        var plan = Plan(Split.Train, size: 3);
        var indices = Enumerable.Range(0, 10).SelectMany(n => plan.Places(n)).Select(place => place.Index).ToList();
        for (var epoch = 0; epoch < 3; epoch++)
            Assert.Equal(Enumerable.Range(0, 10), indices.Skip(10 * epoch).Take(10).Order());
        Assert.NotEqual(indices.Take(10), indices.Skip(10).Take(10));
    }

    [Fact]
    public void Kept_order_is_the_data_sets_own()
    {
        var plan = Plan(Split.Train, size: 4, keepOrder: true);
        Assert.Equal([0, 1, 2, 3], plan.Places(0).Select(p => p.Index));
        Assert.Equal([8, 9, 0, 1], plan.Places(2).Select(p => p.Index));
        Assert.Equal([8, 9, 10, 11], plan.Places(2).Select(p => p.Position));
    }

    [Fact]
    public void Pass_over_held_out_samples_ends_with_a_shorter_batch()
    {
        var plan = Plan(Split.Validation, size: 4, keepOrder: true);
        Assert.Equal(3, plan.End);
        Assert.Equal([8, 9], plan.Places(2).Select(p => p.Index));
        Assert.Equal([0, 1, 2, 3], plan.Places(3).Select(p => p.Index));
    }

    [Fact]
    public void Training_goes_on_without_end_unless_a_count_is_given()
    {
        Assert.Equal(long.MaxValue, Plan(Split.Train, size: 4).End);
        var counted = new BatchPlan(new TinyDataSet(), new BatchSpecification { Split = Split.Train, BatchSize = 4, FirstBatch = 7, BatchCount = 5 });
        Assert.Equal(12, counted.End);
    }

    [Fact]
    public void Far_batch_is_found_without_those_before_it()
    {
        var plan = Plan(Split.Train, size: 4);
        Assert.Equal(4L * (1L << 40), plan.Places(1L << 40)[0].Position);
        Assert.All(plan.Places(1L << 40), place => Assert.InRange(place.Index, 0, 9));
    }

    private static BatchPlan Plan(Split split, int size, bool keepOrder = false) =>
        new(new TinyDataSet(), new BatchSpecification { Split = split, BatchSize = size, Seed = 21, KeepOrder = keepOrder });
}
