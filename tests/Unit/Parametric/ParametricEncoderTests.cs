using Inpaint.Models.Parametric;

namespace Inpaint.Tests.Unit.Parametric;

public sealed class ParametricEncoderTests
{
    private static readonly ParameterSchema Schema = new("two", [
        new ParameterDefinition("a", ParameterKind.Real, "mm", 0, 100, "", 50, 10),
        new ParameterDefinition("b", ParameterKind.Flag, "", 0, 1, "", .25, .5),
    ]);

    [Fact]
    public void Known_values_are_standardised_and_flagged() =>
        Assert.Equal([1.5f, 1.5f, 1, 1], new ParametricEncoder(Schema).Encode([65, 1]));

    [Fact]
    public void Unknown_value_is_zero_and_told_from_the_mean()
    {
        var encoder = new ParametricEncoder(Schema);
        Assert.Equal([0, -.5f, 0, 1], encoder.Encode([double.NaN, 0]));
        Assert.Equal([0, -.5f, 1, 1], encoder.Encode([50, 0]));
    }

    [Fact]
    public void Name_digest_and_width_follow_the_schema()
    {
        var encoder = new ParametricEncoder(ParameterSchema.Bikes);
        Assert.Equal("parametric/bikes", encoder.Name);
        Assert.Equal(ParameterSchema.Bikes.Digest, encoder.Digest);
        Assert.Equal(192, encoder.Width);
    }

    [Fact]
    public void Other_number_of_values_or_an_infinite_one_is_refused()
    {
        var encoder = new ParametricEncoder(Schema);
        Assert.Throws<InvalidParameterException>(() => encoder.Encode([1]));
        Assert.Throws<InvalidParameterException>(() => encoder.Encode([1, double.NegativeInfinity]));
    }
}
