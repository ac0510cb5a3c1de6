using System.Text.RegularExpressions;
using Inpaint.Augmentation.Batches;
using Inpaint.Augmentation.Bikes;
using Split = Inpaint.V1.Split;

namespace Inpaint.Tests.Unit.Augmentation.Bikes;

public sealed class BikeDescriberTests
{
    private static readonly (string Word, Func<BikeDesign, bool> Holds)[] Claims =
    [
        ("rack", d => d.Has(BikeParameter.Rack)),
        ("fenders?", d => d.Has(BikeParameter.FrontFender) || d.Has(BikeParameter.RearFender)),
        ("(full|pair of protective) fenders|fenders (front and rear|for)", d => d.Has(BikeParameter.FrontFender) && d.Has(BikeParameter.RearFender)),
        ("front fender", d => d.Has(BikeParameter.FrontFender)),
        ("rear fender", d => d.Has(BikeParameter.RearFender)),
        ("aerobars", d => d.Has(BikeParameter.Aerobars)),
        ("bottles?", d => d.SeatTubeBottle || d.DownTubeBottle),
        ("seat tube", d => d.SeatTubeBottle),
        ("down tube", d => d.DownTubeBottle),
        ("belt", d => d.Belt),
        ("chain", d => !d.Belt),
        ("single-speed", d => d.Cogs == 1 && !d.Belt),
        ("\\d+ gears|\\d+-speed", d => d.Cogs > 1),
        ("drop", d => d.Handlebar == HandlebarKind.Drop),
        ("flat", d => d.Handlebar == HandlebarKind.Flat),
        ("bullhorns?", d => d.Handlebar == HandlebarKind.Bullhorn),
        ("suspension", d => d.Fork != ForkKind.Rigid),
        ("double-crown", d => d.Fork == ForkKind.DoubleCrown),
        ("arched|curved", d => d.CurvedTopTube),
        ("disc", d => d.FrontRim == RimKind.Disc || d.RearRim == RimKind.Disc),
        ("disc wheels", d => d is { FrontRim: RimKind.Disc, RearRim: RimKind.Disc }),
        ("disc front|disc wheel in front|disc in front", d => d.FrontRim == RimKind.Disc),
        ("disc rear|disc (one )?behind", d => d.RearRim == RimKind.Disc),
        ("spoked wheels", d => d is { FrontRim: RimKind.Spoked, RearRim: RimKind.Spoked }),
        ("composite", d => d.FrontRim == RimKind.Trispoke || d.RearRim == RimKind.Trispoke),
        ("bamboo", d => d.Material == FrameMaterial.Bamboo),
        ("carbon(-fiber)?", d => d.Material == FrameMaterial.Carbon),
        ("steel", d => d.Material == FrameMaterial.Steel),
        ("titanium", d => d.Material == FrameMaterial.Titanium),
        ("aluminium", d => d.Material == FrameMaterial.Aluminium),
        ("leather", SaddlePainter.IsLeather),
        ("20-inch", d => d[BikeParameter.RearBeadSeatDiameter] < 460),
    ];

    [Fact]
    public void Description_claims_only_what_is_there()
    {
        var made = new Dictionary<string, int>();
        for (var i = 0; i < 3000; i++)
        {
            var (design, text) = Describe(i);
            // Two colours are named after materials.
            var checkedText = text.Replace("titanium-gray", "", StringComparison.Ordinal).Replace("steel-blue", "", StringComparison.Ordinal);
            foreach (var (word, holds) in Claims.Where(claim => Regex.IsMatch(checkedText, $@"\b({claim.Word})\b")))
            {
                Assert.True(holds(design), $"\"{text}\" claims {word}");
                made[word] = made.GetValueOrDefault(word) + 1;
            }
        }

        // A claim that is never made would prove nothing.
        Assert.All(Claims, claim => Assert.True(made.ContainsKey(claim.Word), $"no description speaks of {claim.Word}"));
    }

    [Fact]
    public void Gears_are_counted()
    {
        for (var i = 0; i < 1000; i++)
        {
            var (design, text) = Describe(i);
            if (Regex.Match(text, @"\b(\d+)( gears|-speed)") is { Success: true } match)
                Assert.Equal(design.Cogs * design.Chainrings, int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public void Thousand_descriptions_are_hardly_ever_alike() =>
        Assert.True(Enumerable.Range(0, 1000).Select(i => Describe(i).Text).Distinct().Count() > 990);

    [Fact]
    public void Description_is_a_sentence()
    {
        for (var i = 0; i < 1000; i++)
        {
            var text = Describe(i).Text;
            Assert.Matches(@"^[A-Z][^{}]*[a-z]\.$", text);
            Assert.DoesNotMatch(@"\ba [aeio]|\ban [^aeioh]|  | ,", text.ToLowerInvariant());
        }
    }

    private static (BikeDesign Design, string Text) Describe(int index)
    {
        var design = BikeDesign.FromParameters(BikeDataSet.SampleParameters(Split.Train, index));
        var random = new SplitMix64(99, index);
        return (design, BikeDescriber.Describe(design, ref random));
    }
}
