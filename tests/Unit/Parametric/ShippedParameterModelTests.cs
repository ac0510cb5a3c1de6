using Inpaint.Augmentation.Bikes;
using Inpaint.Models;
using Inpaint.Models.Parametric;
using Inpaint.Tests.Unit.Support;
using Inpaint.V1;
using ParameterSchema = Inpaint.Models.Parametric.ParameterSchema;

namespace Inpaint.Tests.Unit.Parametric;

public sealed class ShippedParameterModelTests : IDisposable
{
    private readonly ParameterModel _model = ParameterModel.Open(
        new ModelStore(Path.Combine(RepositoryFolders.Root, "deploy", "models")), "parametric-bikes", ParameterSchema.Bikes);

    public void Dispose() => _model.Dispose();

    [Fact]
    public void Test_designs_are_filled_better_than_by_means_and_within_intervals()
    {
        var accuracy = new CompletionAccuracy(ParameterSchema.Bikes);
        var random = new TrainingRandom(9);
        double[][] whole = [.. Enumerable.Range(0, 500).Select(i => BikeDataSet.SampleParameters(Split.Test, i))];
        double[][] shown = [.. whole.Select(design => design.Select(value => random.NextDouble() < .5 ? double.NaN : value).ToArray())];
        var completed = _model.Complete(shown, .9);
        for (var i = 0; i < whole.Length; i++)
            accuracy.Add(whole[i], shown[i], completed[i]);

        Assert.True(accuracy.RealErrorOverMean < .8, $"{accuracy.RealErrorOverMean}");
        Assert.True(accuracy.ChoiceErrorOverMode < .8, $"{accuracy.ChoiceErrorOverMode}");
        Assert.InRange(accuracy.RealCoverage, .86, .94);
    }

    [Fact]
    public void Every_completed_design_is_one_that_the_schema_accepts()
    {
        double[][] designs = [NothingKnown(), BikeDataSet.SampleParameters(Split.Test, 0)];
        foreach (var values in _model.Complete(designs, .95))
        {
            Assert.All(values.Index(), entry => Assert.True(ParameterSchema.Bikes.Parameters[entry.Index].Accepts(entry.Item.Value)));
            Assert.All(values, value => Assert.True(value.Lower <= value.Value && value.Value <= value.Upper));
            Assert.All(ParameterSchema.Bikes.Groups.Values, members => Assert.Equal(1, members.Sum(member => values[member].Value)));
        }
    }

    [Fact]
    public void Embedding_does_not_depend_on_what_is_encoded_beside_it()
    {
        var design = BikeDataSet.SampleParameters(Split.Test, 3);
        var alone = _model.Embed([design])[0];
        var together = _model.Embed([NothingKnown(), design])[1];

        Assert.Equal(_model.EmbeddingWidth, alone.Length);
        Assert.All(alone.Zip(together), pair => Assert.Equal(pair.First, pair.Second, 4));
        Assert.Equal("parametric/bikes-learned", _model.EncoderName);
    }

    [Fact]
    public void Model_of_another_schema_is_refused()
    {
        var other = Assert.Throws<ModelException>(() => ParameterModel.Open(
            new ModelStore(Path.Combine(RepositoryFolders.Root, "deploy", "models")), "parametric-bikes", SmallSchema.Value));
        Assert.Contains("'small'", other.Message);
    }

    private static double[] NothingKnown() => [.. Enumerable.Repeat(double.NaN, ParameterSchema.Bikes.Count)];
}
