using Inpaint.Augmentation.Batches;

namespace Inpaint.Augmentation.Bikes;

/// <summary>Draws which parts a bicycle of a kind has.</summary>
internal static class BikePartsSampler
{
    public static void Sample(ref SplitMix64 random, BikeStyle style, BikeValues bike)
    {
        bike.SetMaterial(random.Pick(style.Materials));
        bike.SetFork(random.Pick(style.Forks));
        bike.SetChoice(BikeParameter.HandlebarStyle0, random.Pick(style.Handlebars));
        SampleFrameKinds(ref random, style, bike);
        SampleWheelKinds(ref random, style, bike);
        SampleDrive(ref random, style, bike);
        SampleAccessories(ref random, style, bike);
    }

    private static void SampleFrameKinds(ref SplitMix64 random, BikeStyle style, BikeValues bike)
    {
        bike.SetChoice(BikeParameter.StemKind0, random.Pick(style.Stems));
        // Slim steel has cups outside; stout tubes taper.
        bike.SetChoice(BikeParameter.HeadTubeType0, random.Pick(bike.Material == FrameMaterial.Steel ? [1, .1, 1.2, .2] : [.8, 1, .2, .4]));
        bike.SetChoice(BikeParameter.TopTubeType0, random.Chance(style.CurvedTopTube) ? 1 : 0);
        bike.SetFlag(BikeParameter.SeatStayBridge, random.Chance(.7));
        bike.SetFlag(BikeParameter.ChainStayBridge, random.Chance(.6));
        bike[BikeParameter.SeatStayBridgeShift] = random.Uniform(331, 369);
        bike[BikeParameter.ChainStayBridgeShift] = random.Uniform(301, 382);
        bike[BikeParameter.SeatStayBridgeDiameter] = random.Uniform(10.5, 16.5);
        bike[BikeParameter.ChainStayBridgeDiameter] = random.Uniform(13.5, 17.5);
    }

    private static void SampleWheelKinds(ref SplitMix64 random, BikeStyle style, BikeValues bike)
    {
        var rear = bike.SetChoice(BikeParameter.RearRimDisc, random.Pick(style.RearRims));
        // Wheels are mostly sold as a pair, but a disc in front is rare.
        var pair = rear != (int)RimKind.Disc && random.Chance(.6);
        bike.SetChoice(BikeParameter.FrontRimDisc, pair ? rear : random.Pick(style.FrontRims));
    }

    private static void SampleDrive(ref SplitMix64 random, BikeStyle style, BikeValues bike)
    {
        var belt = random.Chance(style.Belt);
        var cogs = belt ? 1 : random.Next((int)style.Cogs.From, (int)style.Cogs.To + 1);
        bike.SetChoice(BikeParameter.DriveChain, belt ? 1 : 0);
        bike[BikeParameter.Cogs] = cogs;
        bike[BikeParameter.Chainrings] = cogs == 1 ? 1 : 1 + random.Pick(style.Chainrings);
        // One gear calls for dropouts in which the chain can be tightened.
        bike.SetChoice(BikeParameter.DropoutStyle0, random.Pick(cogs == 1 ? [.1, 1, .3, .1] : [1, .05, .5, .6]));
        bike[BikeParameter.DropoutSpacing] = cogs == 1 ? random.Uniform(114, 126) : cogs < 8 ? random.Uniform(126, 136) : random.Uniform(130, 147);
        bike[BikeParameter.BottomBracketLength] = random.Uniform(68.5, 99);
    }

    private static void SampleAccessories(ref SplitMix64 random, BikeStyle style, BikeValues bike)
    {
        bike.SetFlag(BikeParameter.Aerobars, random.Chance(style.Aerobars));
        var fenders = random.Chance(style.Fenders);
        bike.SetFlag(BikeParameter.RearFender, fenders ? random.Chance(.92) : random.Chance(.03));
        bike.SetFlag(BikeParameter.FrontFender, fenders ? random.Chance(.85) : random.Chance(.02));
        bike.SetFlag(BikeParameter.Rack, random.Chance(style.Rack));
        var bottles = random.Chance(style.Bottles);
        bike.SetChoice(BikeParameter.DownTubeBottleFalse, bottles && random.Chance(.85) ? 1 : 0);
        bike.SetChoice(BikeParameter.SeatTubeBottleFalse, bottles && random.Chance(.5) ? 1 : 0);
    }
}
