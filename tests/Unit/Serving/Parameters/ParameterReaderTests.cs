using Inpaint.Serving;
using Inpaint.Tests.Unit.Serving.Support;
using Inpaint.V1;
using Definition = Inpaint.Models.Parametric.ParameterDefinition;
using Kind = Inpaint.Models.Parametric.ParameterKind;
using Schema = Inpaint.Models.Parametric.ParameterSchema;

namespace Inpaint.Tests.Unit.Serving.Parameters;

public class ParameterReaderTests
{
    private static readonly Schema Bicycles = new("test",
    [
        new Definition("Head angle", Kind.Real, "degree", 60, 80, "", 72, 2),
        new Definition("Fenders", Kind.Flag, "", 0, 1, "", 0.5, 0.5),
        new Definition("Fork rigid", Kind.OneHot, "", 0, 1, "Fork type", 0.5, 0.5),
        new Definition("Fork suspension", Kind.OneHot, "", 0, 1, "Fork type", 0.5, 0.5),
    ]);

    private readonly ParameterReader _reader = new(Bicycles);

    [Fact]
    public void Values_stand_in_the_schema_s_order_and_unknown_ones_are_NaN()
    {
        double[] values = Read(("Fork suspension", 1), ("Head angle", 71.5), ("Fenders", null));

        Assert.Equal([71.5, double.NaN, double.NaN, 1], values);
    }

    [Fact]
    public void Without_a_design_nothing_is_known() => Assert.All(_reader.Read(null, "parameters"), value => Assert.True(double.IsNaN(value)));

    [Fact]
    public void Unknown_name_is_refused() => Refusal.Invalid(() => Read(("Wings", 2)), "parameters.parameters[0].name");

    [Fact]
    public void Endless_name_is_refused_without_being_repeated_whole() =>
        Assert.True(Refusal.Invalid(() => Read((new string('x', 10_000), 2)), "parameters.parameters[0].name").Status.Detail.Length < 300);

    [Fact]
    public void Name_given_twice_is_refused() =>
        Refusal.Invalid(() => Read(("Fenders", 1), ("Fenders", null)), "parameters.parameters[1].name");

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(59.9)]
    [InlineData(80.1)]
    public void Value_that_is_not_finite_or_out_of_range_is_refused_by_name(double value) =>
        Assert.Contains("Head angle", Refusal.Invalid(() => Read(("Fenders", 1), ("Head angle", value)), "parameters.parameters[1].value").Status.Detail, StringComparison.Ordinal);

    [Fact]
    public void Flag_between_0_and_1_is_refused() => Refusal.Invalid(() => Read(("Fenders", 0.5)), "parameters.parameters[0].value");

    [Fact]
    public void Two_members_of_a_group_are_refused() => Refusal.Invalid(() => Read(("Fork rigid", 1), ("Fork suspension", 1)), "parameters");

    [Fact]
    public void Group_of_which_no_member_can_be_1_is_refused() => Refusal.Invalid(() => Read(("Fork rigid", 0), ("Fork suspension", 0)), "parameters");

    [Fact]
    public void Group_of_which_a_member_is_unknown_is_accepted() => Assert.Equal(0, Read(("Fork rigid", 0))[2]);

    [Fact]
    public void Schema_is_written_in_the_contract_s_terms()
    {
        ParameterSchema message = ParameterSchemaWriter.Write(Bicycles);

        Assert.Equal("test", message.Name);
        Assert.Equal(4, message.Parameters.Count);
        Assert.Equal(("Head angle", ParameterKind.Real, "degree", 60.0, 80.0, ""), Facts(message.Parameters[0]));
        Assert.Equal(("Fork rigid", ParameterKind.OneHot, "", 0.0, 1.0, "Fork type"), Facts(message.Parameters[2]));
    }

    private double[] Read(params (string Name, double? Value)[] parameters)
    {
        var design = new DesignParameters();
        foreach ((string name, double? value) in parameters)
        {
            var parameter = new DesignParameter { Name = name };
            if (value is { } known)
                parameter.Value = known;
            design.Parameters.Add(parameter);
        }
        return _reader.Read(design, "parameters");
    }

    private static (string, ParameterKind, string, double, double, string) Facts(ParameterDefinition definition) =>
        (definition.Name, definition.Kind, definition.Unit, definition.Minimum, definition.Maximum, definition.Group);
}
