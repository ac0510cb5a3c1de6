using System.Runtime.InteropServices;
using Inpaint.Augmentation.Batches;
using Inpaint.Augmentation.Bikes;
using Inpaint.V1;

namespace Inpaint.Tests.Unit.Augmentation.Batches;

public sealed class BatchBuilderTests
{
    private static readonly BikeDataSet Bikes = new();

    [Fact]
    public void Batch_follows_from_specification_and_index_alone()
    {
        var specification = new BatchSpecification { DataSet = "bikes", Split = Split.Train, BatchSize = 6, Seed = 4, MaskKind = MaskKind.Mixed };
        var inOrder = Enumerable.Range(0, 4).Select(n => Build(new BatchPlan(Bikes, specification), n)).ToList();
        var plan = new BatchPlan(Bikes, new BatchSpecification(specification) { FirstBatch = 2 });
        foreach (var n in (int[])[3, 1, 2, 0])
            Assert.Equal(inOrder[n], Build(plan, n));
        Assert.NotEqual(inOrder[0].Pictures, inOrder[1].Pictures);
        Assert.NotEqual(inOrder[0].Masks, Build(new BatchPlan(Bikes, new BatchSpecification(specification) { Seed = 5 }), 0).Masks);
    }

    [Fact]
    public void Pictures_masks_and_parameters_have_the_contracts_shapes()
    {
        var batch = Build(new BatchPlan(Bikes, new BatchSpecification { Split = Split.Test, BatchSize = 3, MaskKind = MaskKind.Rectangle }), 0);
        Assert.Equal([3, 3, 80, 128], batch.Pictures.Shape);
        Assert.Equal([3, 1, 80, 128], batch.Masks.Shape);
        Assert.Equal([3, 96], batch.Parameters.Shape);
        Assert.Equal((ElementType.Uint8, ElementType.Uint8, ElementType.Float64), (batch.Pictures.ElementType, batch.Masks.ElementType, batch.Parameters.ElementType));
        Assert.Equal((3 * 3 * 80 * 128, 3 * 80 * 128, 3 * 96 * 8), (batch.Pictures.Data.Length, batch.Masks.Data.Length, batch.Parameters.Data.Length));
        Assert.Equal((3, 3), (batch.Descriptions.Count, batch.SampleIds.Count));
        Assert.All(batch.Masks.Data, value => Assert.InRange(value, 0, 1));
    }

    [Fact]
    public void Batch_without_pictures_says_the_same_of_the_same_samples()
    {
        var specification = new BatchSpecification { DataSet = "bikes", Split = Split.Train, BatchSize = 5, Seed = 4 };
        var whole = Build(new BatchPlan(Bikes, specification), 1);
        var without = Build(new BatchPlan(Bikes, new BatchSpecification(specification) { WithoutPictures = true }), 1);

        Assert.Null(without.Pictures);
        Assert.Null(without.Masks);
        Assert.Equal((whole.Parameters, whole.Descriptions, whole.SampleIds), (without.Parameters, without.Descriptions, without.SampleIds));
    }

    [Fact]
    public void Fresh_descriptions_change_from_epoch_to_epoch_and_follow_from_the_specification()
    {
        var fresh = new BatchSpecification { DataSet = "bikes", Split = Split.Train, BatchSize = 4, Seed = 4, KeepOrder = true, FreshDescriptions = true };
        var plan = new BatchPlan(Bikes, fresh);
        var epoch = BikeDataSet.TrainSamples / 4;
        var (first, second) = (Build(plan, 0), Build(plan, epoch));
        Assert.Equal(first.SampleIds, second.SampleIds);
        Assert.All(first.Descriptions.Zip(second.Descriptions), pair => Assert.NotEqual(pair.First, pair.Second));
        Assert.Equal(first, Build(new BatchPlan(Bikes, fresh), 0));
        Assert.NotEqual(first.Descriptions, Build(new BatchPlan(Bikes, new BatchSpecification(fresh) { Seed = 5 }), 0).Descriptions);
        Assert.All(Build(new BatchPlan(Bikes, new BatchSpecification(fresh) { FreshDescriptions = false }), 0).Descriptions.Select((text, i) => (text, i)),
            entry => Assert.Equal(Bikes.Get(Split.Train, entry.i).Description, entry.text));
    }

    [Fact]
    public void Planes_are_those_of_the_sample()
    {
        var batch = Build(new BatchPlan(Bikes, new BatchSpecification { Split = Split.Test, BatchSize = 2, KeepOrder = true }), 0);
        var picture = Bikes.Get(Split.Test, 1).Picture;
        for (var channel = 0; channel < 3; channel++)
        {
            for (var i = 0; i < 80 * 128; i++)
                Assert.Equal(picture.Pixels[3 * i + channel], batch.Pictures.Data[(3 + channel) * 80 * 128 + i]);
        }
    }

    [Fact]
    public void Half_of_the_parameters_are_unknown_cell_by_cell_and_the_others_true()
    {
        var plan = new BatchPlan(Bikes, new BatchSpecification { Split = Split.Train, BatchSize = 64, KeepOrder = true });
        var values = Values(Build(plan, 0));
        Assert.Equal(.5, values.Count(double.IsNaN) / (double)values.Length, .03);
        for (var i = 0; i < values.Length; i++)
        {
            if (!double.IsNaN(values[i]))
                Assert.Equal(BikeDataSet.SampleParameters(Split.Train, i / 96)[i % 96], values[i]);
        }

        // Members of a group are hidden one by one: some rows know a part of the materials.
        var rows = Enumerable.Range(0, 64).Select(row => Enumerable.Range(59, 6).Count(i => double.IsNaN(values[row * 96 + i])));
        Assert.Contains(rows, hidden => hidden is > 0 and < 6);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(.2, .2)]
    public void Share_of_unknown_parameters_is_the_one_asked_for(double share, double expected)
    {
        var values = Values(Build(new BatchPlan(Bikes, new BatchSpecification { Split = Split.Test, BatchSize = 32, UnknownShare = share }), 0));
        Assert.Equal(expected, values.Count(double.IsNaN) / (double)values.Length, share is 0 or 1 ? 0 : .04);
    }

    [Fact]
    public void Own_masks_are_taken_unless_others_are_asked_for()
    {
        var tiny = new TinyDataSet { HasOwnMasks = true };
        foreach (var kind in (MaskKind[])[MaskKind.Unspecified, MaskKind.Own])
            Assert.Equal(6, Build(new BatchPlan(tiny, new BatchSpecification { Split = Split.Train, BatchSize = 1, MaskKind = kind }), 0).Masks.Data.Count(v => v == 1));
        // A rectangle has at least .4 of each side.
        Assert.True(Build(new BatchPlan(tiny, new BatchSpecification { Split = Split.Train, BatchSize = 1, MaskKind = MaskKind.Rectangle }), 0).Masks.Data.Count(v => v == 1) >= 24);
    }

    [Fact]
    public void Missing_own_mask_is_reported() =>
        Assert.Throws<MissingMaskException>(() => Build(new BatchPlan(new TinyDataSet(), new BatchSpecification { Split = Split.Train, BatchSize = 1, MaskKind = MaskKind.Own }), 0));

    [Fact]
    public void Mirrored_picture_is_turned_with_its_own_mask()
    {
        var plan = new BatchPlan(new TinyDataSet { HasOwnMasks = true }, new BatchSpecification { Split = Split.Train, BatchSize = 10, Mirror = true });
        var batch = Build(plan, 0);
        var mirrored = 0;
        for (var i = 0; i < 10; i++)
        {
            var greenAtLeft = batch.Pictures.Data[(3 * i + 1) * 16 * 12];
            var holeAtLeft = batch.Masks.Data[i * 16 * 12] == 1;
            Assert.Equal(greenAtLeft == 0, holeAtLeft);
            mirrored += greenAtLeft == 15 ? 1 : 0;
        }

        Assert.InRange(mirrored, 1, 9);
    }

    [Fact]
    public void Cancelled_batch_is_given_up()
    {
        var tiny = new TinyDataSet();
        Assert.Throws<OperationCanceledException>(() => BatchBuilder.Build(
            new BatchPlan(tiny, new BatchSpecification { Split = Split.Train, BatchSize = 5 }), 0, new CancellationToken(canceled: true)));
        Assert.Equal(0, tiny.Asked);
    }

    private static PullBatchesResponse Build(BatchPlan plan, long batch) => BatchBuilder.Build(plan, batch, CancellationToken.None);

    private static double[] Values(PullBatchesResponse batch) => MemoryMarshal.Cast<byte, double>(batch.Parameters.Data.Span).ToArray();
}
