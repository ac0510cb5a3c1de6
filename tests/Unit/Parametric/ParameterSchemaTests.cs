using System.Text;
using Inpaint.Models.Parametric;
using Inpaint.Tests.Unit.Support;

namespace Inpaint.Tests.Unit.Parametric;

public sealed class ParameterSchemaTests
{
    private static readonly ParameterDefinition Length = new("length", ParameterKind.Real, "mm", 0, 10, "", 5, 2);

    [SharedDataFact("data/bikes/parameter_names.csv")]
    public void Bikes_have_the_challenges_columns_in_its_order()
    {
        var names = File.ReadAllText(Path.Combine(RepositoryFolders.Shared, "data/bikes/parameter_names.csv")).Trim().Split(',');
        Assert.Equal(names, ParameterSchema.Bikes.Parameters.Select(p => p.Name));
    }

    [Fact]
    public void Name_is_found_at_its_place()
    {
        var schema = ParameterSchema.Bikes;
        Assert.Equal(96, schema.Count);
        Assert.All(Enumerable.Range(0, schema.Count), i => Assert.Equal(i, schema.IndexOf(schema.Parameters[i].Name)));
        Assert.Equal(-1, schema.IndexOf("head angle"));
    }

    [Fact]
    public void Group_has_all_its_members()
    {
        var schema = ParameterSchema.Bikes;
        Assert.Equal(["DISC", "SPOKED", "TRISPOKE"], schema.Groups["RIM_STYLE front"].Select(i => schema.Parameters[i].Name.Split(": ")[1]));
    }

    [Fact]
    public void Saved_schema_is_read_back_equal()
    {
        using var stream = new MemoryStream();
        ParameterSchema.Bikes.Save(stream);
        stream.Position = 0;
        var read = ParameterSchema.Load(stream);
        Assert.Equal(ParameterSchema.Bikes.Parameters, read.Parameters);
        Assert.Equal(ParameterSchema.Bikes.Digest, read.Digest);
    }

    [Fact]
    public void Digest_changes_with_every_field()
    {
        ParameterDefinition[] changed =
        [
            Length, Length with { Name = "width" }, Length with { Kind = ParameterKind.Flag }, Length with { Unit = "" }, Length with { Minimum = 1 },
            Length with { Maximum = 11 }, Length with { Mean = 4 }, Length with { StandardDeviation = 3 },
        ];
        Assert.Equal(changed.Length, changed.Select(p => new ParameterSchema("s", [p]).Digest).Distinct().Count());
    }

    [Fact]
    public void Wrong_definition_is_refused_by_name()
    {
        ParameterDefinition[] wrong =
        [
            Length with { Maximum = -1 }, Length with { Minimum = double.NaN }, Length with { StandardDeviation = 0 },
            Length with { Mean = double.PositiveInfinity }, Length with { Kind = ParameterKind.OneHot }, Length with { Group = "g" },
        ];
        foreach (var definition in wrong)
            Assert.Contains("'length'", Assert.Throws<InvalidParameterException>(() => new ParameterSchema("s", [definition])).Message);
        Assert.Throws<InvalidParameterException>(() => new ParameterSchema("s", [Length, Length]));
        Assert.Throws<InvalidParameterException>(() => new ParameterSchema("s", []));
        Assert.Throws<InvalidParameterException>(() => new ParameterSchema("s", [Length with { Kind = ParameterKind.OneHot, Group = "alone" }]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{\"name\":\"s\"}")]
    [InlineData("{\"name\":\"s\",\"parameters\":[{}]}")]
    [InlineData("{\"name\":\"s\",\"parameters\":[],\"more\":1}")]
    public void Broken_file_is_refused(string json) =>
        Assert.Throws<InvalidParameterException>(() => ParameterSchema.Load(new MemoryStream(Encoding.UTF8.GetBytes(json))));
}
