using Inpaint.Augmentation.Bikes;
using Inpaint.Augmentation.DataSets;
using Inpaint.Models.Parametric;
using Split = Inpaint.V1.Split;

namespace Inpaint.Tests.Unit.Augmentation.Bikes;

public sealed class BikeSchemaTests
{
    // The mean of 10,000 numbers in double precision is off by far less, wherever the sines are computed.
    private const double Tolerance = 1e-9;

    /// <summary>Where this fails after a change of the sampler, the file it names is the schema to embed.</summary>
    [Fact]
    public void Embedded_statistics_are_those_of_the_training_split()
    {
        var measured = Measure();
        var file = Path.Combine(AppContext.BaseDirectory, "bikes.schema.json");
        using (var stream = File.Create(file))
            measured.Save(stream);

        for (var i = 0; i < measured.Count; i++)
        {
            var (expected, embedded) = (measured.Parameters[i], ParameterSchema.Bikes.Parameters[i]);
            var tolerance = Tolerance * (1 + Math.Abs(expected.Mean));
            Assert.True(Math.Abs(expected.Mean - embedded.Mean) <= tolerance, $"mean of {embedded.Name}; see {file}");
            Assert.True(Math.Abs(expected.StandardDeviation - embedded.StandardDeviation) <= tolerance, $"deviation of {embedded.Name}; see {file}");
        }
    }

    [Fact]
    public void Every_sampled_value_is_one_that_the_schema_accepts()
    {
        var schema = ParameterSchema.Bikes;
        foreach (var sample in Samples())
        {
            for (var i = 0; i < schema.Count; i++)
                Assert.True(schema.Parameters[i].Accepts(sample.Parameters![i]), $"{sample.Id}: {schema.Parameters[i].Name} is {sample.Parameters[i]}");
            foreach (var (group, members) in schema.Groups)
                Assert.True(members.Sum(i => sample.Parameters![i]) == 1, $"{sample.Id}: not exactly one of {group}");
        }
    }

    [Fact]
    public void Parameters_and_their_enumeration_are_equally_many() =>
        Assert.Equal(ParameterSchema.Bikes.Count, Enum.GetValues<BikeParameter>().Length);

    [Theory]
    [InlineData(nameof(BikeParameter.ChainStayLength), "CS textfield")]
    [InlineData(nameof(BikeParameter.SeatTubeDiameter), "Seat tube diameter")]
    [InlineData(nameof(BikeParameter.SeatpostLength), "Seatpost LENGTH")]
    [InlineData(nameof(BikeParameter.MaterialTitanium), "MATERIAL OHCLASS: TITANIUM")]
    [InlineData(nameof(BikeParameter.DownTubeBottleTrue), "bottle DOWNTUBE0 show OHCLASS: True")]
    [InlineData(nameof(BikeParameter.RearRimTrispoke), "RIM_STYLE rear OHCLASS: TRISPOKE")]
    public void Enumeration_has_the_schemas_order(string parameter, string name) =>
        Assert.Equal(name, ParameterSchema.Bikes.Parameters[(int)Enum.Parse<BikeParameter>(parameter)].Name);

    private static ParameterSchema Measure()
    {
        var schema = ParameterSchema.Bikes;
        var all = new double[BikeDataSet.TrainSamples * schema.Count];
        for (var i = 0; i < BikeDataSet.TrainSamples; i++)
            BikeDataSet.SampleParameters(Split.Train, i).CopyTo(all.AsSpan(i * schema.Count));
        var statistics = ParameterStandardizer.Fit(all, schema.Count);
        return new ParameterSchema(schema.Name, [.. schema.Parameters.Select((p, i) => p with
        {
            Mean = statistics.Mean[i],
            StandardDeviation = statistics.StandardDeviation[i],
        })]);
    }

    private static IEnumerable<Sample> Samples()
    {
        var dataSet = new BikeDataSet();
        return Enumerable.Range(0, 300).Select(i => dataSet.Get(Split.Test, i));
    }
}
