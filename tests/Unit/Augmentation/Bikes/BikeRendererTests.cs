using Inpaint.Augmentation.Bikes;
using Inpaint.Augmentation.DataSets.Files.Numpy;
using Inpaint.Models.Parametric;
using Inpaint.Tests.Unit.Support;
using Split = Inpaint.V1.Split;

namespace Inpaint.Tests.Unit.Augmentation.Bikes;

public sealed class BikeRendererTests
{
    public static TheoryData<string, double> VisibleParts => new()
    {
        { nameof(BikeParameter.RearFender), 1 },
        { nameof(BikeParameter.FrontFender), 1 },
        { nameof(BikeParameter.Rack), 1 },
        { nameof(BikeParameter.Aerobars), 1 },
        { nameof(BikeParameter.ColorRed), 250 },
        { nameof(BikeParameter.SaddleLength), 300 },
        { nameof(BikeParameter.SaddleHeight), 845 },
        { nameof(BikeParameter.DownTubeDiameter), 60 },
        { nameof(BikeParameter.FrontTyreWidth), 70 },
        { nameof(BikeParameter.RearEffectiveRimDiameter), 420 },
        { nameof(BikeParameter.FrontBeadSeatDiameter), 460 },
        { nameof(BikeParameter.HeadAngle), 64 },
        { nameof(BikeParameter.Cogs), 1 },
    };

    [Theory]
    [MemberData(nameof(VisibleParts))]
    public void Parameter_is_to_be_seen(string parameter, double value)
    {
        var values = Plain();
        var before = Render(values);
        values[(int)Enum.Parse<BikeParameter>(parameter)] = value;
        Assert.True(Changed(before, Render(values)) >= 8);
    }

    [Theory]
    [InlineData(nameof(BikeParameter.HandlebarStyle0), 3)]
    [InlineData(nameof(BikeParameter.FrontRimDisc), 3)]
    [InlineData(nameof(BikeParameter.RearRimDisc), 3)]
    [InlineData(nameof(BikeParameter.ForkType0), 3)]
    [InlineData(nameof(BikeParameter.StemKind0), 3)]
    [InlineData(nameof(BikeParameter.TopTubeType0), 2)]
    [InlineData(nameof(BikeParameter.DriveChain), 2)]
    [InlineData(nameof(BikeParameter.SeatTubeBottleFalse), 2)]
    [InlineData(nameof(BikeParameter.DownTubeBottleFalse), 2)]
    public void Every_choice_of_a_group_looks_different(string first, int members)
    {
        var start = (int)Enum.Parse<BikeParameter>(first);
        var pictures = Enumerable.Range(0, members).Select(choice =>
        {
            var values = Plain();
            values.AsSpan(start, members).Clear();
            values[start + choice] = 1;
            return Render(values);
        }).ToList();
        for (var i = 0; i < pictures.Count; i++)
        {
            for (var j = 0; j < i; j++)
                Assert.True(Changed(pictures[i], pictures[j]) >= 8, $"choices {i} and {j} look alike");
        }
    }

    [Fact]
    public void Design_of_which_nothing_is_known_is_drawn() =>
        Assert.Contains(Render([.. Enumerable.Repeat(double.NaN, ParameterSchema.Bikes.Count)]), level => level < 100);

    [Fact]
    public void Values_at_either_end_of_their_range_are_drawn()
    {
        var schema = ParameterSchema.Bikes;
        Assert.Contains(Render([.. schema.Parameters.Select(p => p.Minimum)]), level => level < 100);
        Assert.Contains(Render([.. schema.Parameters.Select(p => p.Maximum)]), level => level < 100);
    }

    [SharedDataFact("data/bikes/param_test.npy")]
    public void All_of_the_challenges_half_known_designs_are_drawn()
    {
        var file = File.ReadAllBytes(Path.Combine(RepositoryFolders.Shared, "data/bikes/param_test.npy"));
        var values = NumpyReader.Read(file).Elements<double>().ToArray();
        for (var row = 0; row < 1000; row++)
        {
            var dark = Render(values[(row * 96)..((row + 1) * 96)]).Count(level => level < 200);
            Assert.True(dark > 2000, $"row {row} leaves an empty picture");
        }
    }

    [Fact]
    public void Known_member_of_a_group_wins_over_unknown_ones()
    {
        var values = Enumerable.Repeat(double.NaN, 96).ToArray();
        values[(int)BikeParameter.RearRimDisc] = 1;
        Assert.Equal(RimKind.Disc, BikeDesign.FromParameters(values).RearRim);
        Assert.Equal(RimKind.Spoked, BikeDesign.FromParameters(values).FrontRim);
    }

    private static double[] Plain()
    {
        // A bicycle on spoked wheels without anything attached.
        for (var i = 0; ; i++)
        {
            var values = BikeDataSet.SampleParameters(Split.Train, i);
            var design = BikeDesign.FromParameters(values);
            var bare = new[] { BikeParameter.RearFender, BikeParameter.FrontFender, BikeParameter.Rack, BikeParameter.Aerobars }.All(p => !design.Has(p));
            if (bare && design is { FrontRim: RimKind.Spoked, RearRim: RimKind.Spoked, Fork: ForkKind.Rigid, Cogs: > 7, Belt: false, SeatTubeBottle: false, DownTubeBottle: false })
                return values;
        }
    }

    private static byte[] Render(double[] values) => BikeRenderer.Render(BikeDesign.FromParameters(values)).Pixels;

    private static int Changed(byte[] a, byte[] b) => a.Zip(b).Count(pair => Math.Abs(pair.First - pair.Second) > 16);
}
