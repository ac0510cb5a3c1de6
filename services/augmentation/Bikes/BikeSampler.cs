using Inpaint.Augmentation.Batches;

namespace Inpaint.Augmentation.Bikes;

/// <summary>
/// Draws parameters of plausible bicycles: a kind first, then measures about that kind's means that follow the rider's size, then the
/// lengths that make the frame close. Equal keys give equal parameters.
/// </summary>
internal static class BikeSampler
{
    private const double Degree = Math.PI / 180;
    private static readonly double[] StyleWeights = [.. BikeStyles.All.Select(style => style.Weight)];

    /// <summary>Draws the 96 parameters of one bicycle, all of them known, in the schema's order.</summary>
    public static double[] Sample(ref SplitMix64 random)
    {
        var style = BikeStyles.All[random.Pick(StyleWeights)];
        var bike = new BikeValues();
        BikePartsSampler.Sample(ref random, style, bike);
        SampleWheels(ref random, style, bike);
        SampleTubes(ref random, bike);
        SampleFrame(ref random, style, bike);
        BikeColorSampler.Sample(ref random, bike);
        return bike.Values;
    }

    private static void SampleWheels(ref SplitMix64 random, BikeStyle style, BikeValues bike)
    {
        var bead = style.BeadSeats[random.Next(0, style.BeadSeats.Length)];
        var width = random.Uniform(style.TyreWidth.From, style.TyreWidth.To);
        var depth = Math.Min(random.Uniform(style.RimDepth.From, style.RimDepth.To), .3 * bead);
        // Some bicycles have a smaller wheel in front.
        var front = random.Chance(.04) ? Math.Max(bead - 63, 409) : bead;
        bike[BikeParameter.RearBeadSeatDiameter] = bead;
        bike[BikeParameter.FrontBeadSeatDiameter] = front;
        bike[BikeParameter.RearTyreWidth] = width;
        bike[BikeParameter.FrontTyreWidth] = Math.Max(20, width * random.Uniform(.93, 1.02));
        bike[BikeParameter.RearEffectiveRimDiameter] = bead - 2 * depth;
        bike[BikeParameter.FrontEffectiveRimDiameter] = front - 2 * Math.Min(depth * random.Uniform(.7, 1.02), .3 * front);
        bike[BikeParameter.CompositeSpokes] = 1 + random.Pick([1, .3, .25]);
        bike[BikeParameter.FrontBladeWidth] = random.Uniform(42, 78);
        bike[BikeParameter.RearBladeWidth] = random.Uniform(42, 78);
        bike[BikeParameter.WheelCut] = random.Uniform(682, 692);
    }

    private static void SampleTubes(ref SplitMix64 random, BikeValues bike)
    {
        // Steel and titanium tubes are slim, carbon and bamboo ones stout.
        var (stout, wall) = bike.Material switch
        {
            FrameMaterial.Steel => (.8, .7),
            FrameMaterial.Titanium => (.9, .9),
            FrameMaterial.Aluminium => (1.08, 1.5),
            FrameMaterial.Carbon => (1.22, 1.6),
            FrameMaterial.Bamboo => (1.12, 4.0),
            _ => (1, 1.2),
        };
        stout *= random.Uniform(.92, 1.1);
        Set(ref random, BikeParameter.TopTubeDiameter, 35);
        Set(ref random, BikeParameter.DownTubeDiameter, 42);
        Set(ref random, BikeParameter.SeatTubeDiameter, 34);
        Set(ref random, BikeParameter.ChainStayDiameter, 27);
        Set(ref random, BikeParameter.SeatStayDiameter, 18);
        Set(ref random, BikeParameter.HeadTubeDiameter, 42);
        Set(ref random, BikeParameter.BottomBracketDiameter, 46);
        bike[BikeParameter.DownTubeHeadDiameter] = bike[BikeParameter.DownTubeDiameter] * random.Uniform(.9, 1.14);
        bike[BikeParameter.TopTubeWall] = wall;
        bike[BikeParameter.HeadTubeWall] = wall + .2;
        bike[BikeParameter.DownTubeWall] = wall;
        bike[BikeParameter.ChainStayWall] = wall + .3;
        bike[BikeParameter.SeatStayWall] = wall + .1;
        bike[BikeParameter.SeatTubeWall] = wall;
        bike[BikeParameter.BottomBracketWall] = 2;

        void Set(ref SplitMix64 random, BikeParameter parameter, double mean) => bike[parameter] = mean * stout * random.Uniform(.93, 1.08);
    }

    private static void SampleFrame(ref SplitMix64 random, BikeStyle style, BikeValues bike)
    {
        // One number for the rider; what follows from it moves together.
        var rider = Math.Clamp(random.Normal(), -2.2, 2.2);
        var headAngle = Around(ref random, style.HeadAngle, 0, rider);
        var seatAngle = Around(ref random, style.SeatAngle, 0, rider);
        var drop = Around(ref random, style.Drop, 0, rider);
        var rearRadius = BikeGeometry.WheelRadius(bike[BikeParameter.RearBeadSeatDiameter], bike[BikeParameter.RearTyreWidth]);
        var frontRadius = BikeGeometry.WheelRadius(bike[BikeParameter.FrontBeadSeatDiameter], bike[BikeParameter.FrontTyreWidth]);
        bike[BikeParameter.HeadAngle] = headAngle;
        bike[BikeParameter.SeatAngle] = seatAngle;
        bike[BikeParameter.BottomBracketDrop] = drop;
        bike[BikeParameter.ChainStayLength] = Math.Max(Around(ref random, style.ChainStay, .3, rider), rearRadius + 28);

        // The fork fixes where the head tube begins, the stack where it ends.
        var (cos, sin) = (Math.Cos(headAngle * Degree), Math.Sin(headAngle * Degree));
        var fork = BikeGeometry.ShortestFork(bike.Fork, frontRadius) + random.Uniform(style.ForkRoom.From, style.ForkRoom.To);
        var rake = BikeGeometry.RakeOf(bike.Fork);
        var bottom = drop - rearRadius + frontRadius + fork * sin - rake * cos;
        var stack = Math.Max(Around(ref random, style.Stack, .8, rider), bottom + 92 * sin);
        stack = Math.Min(stack, bottom + 262 * sin);
        var headTube = (stack - bottom) / sin;
        var reach = Around(ref random, style.Reach, .7, rider);
        bike[BikeParameter.Stack] = stack;
        bike[BikeParameter.HeadTubeLength] = headTube;

        var lower = Math.Min(random.Uniform(24, 40), .3 * headTube);
        var upper = Math.Min(random.Uniform(22, 42), .3 * headTube);
        bike[BikeParameter.HeadTubeLowerExtension] = lower;
        bike[BikeParameter.HeadTubeUpperExtension] = upper;
        var (jointX, jointY) = (reach + (headTube - lower) * cos, stack - (headTube - lower) * sin);
        bike[BikeParameter.DownTubeLength] = Math.Sqrt(jointX * jointX + jointY * jointY);

        var slope = Around(ref random, style.TopTubeSlope, 0, rider);
        var junction = TopTubeJunction(reach + upper * cos, stack - upper * sin, slope, seatAngle);
        SampleSeat(ref random, style, bike, junction, rider);
    }

    /// <summary>How far up the seat tube a top tube ends that leaves the head tube at a point and falls by an angle.</summary>
    private static double TopTubeJunction(double x, double y, double slope, double seatAngle)
    {
        // The point d (-cos, sin) of the seat tube lies on the line through (x, y): d sin = y - (x + d cos) tan slope.
        var tan = Math.Tan(slope * Degree);
        var along = (y - x * tan) / (Math.Sin(seatAngle * Degree) + Math.Cos(seatAngle * Degree) * tan);
        return Math.Clamp(along, 230, 600);
    }

    private static void SampleSeat(ref SplitMix64 random, BikeStyle style, BikeValues bike, double junction, double rider)
    {
        var extension = random.Uniform(16, 52);
        // The lower the top tube, the more of the seat tube stands over it.
        extension += Math.Max(0, 430 - junction) * random.Uniform(.1, .5);
        var seatTube = junction + extension;
        var saddle = Math.Clamp(Around(ref random, style.SaddleHeight, .8, rider), seatTube + 70, 845);
        bike[BikeParameter.SeatTubeExtension] = extension;
        bike[BikeParameter.SeatTubeLength] = seatTube;
        bike[BikeParameter.SaddleHeight] = saddle;
        bike[BikeParameter.SeatpostLength] = Math.Clamp(saddle - seatTube + random.Uniform(70, 130), 80, 456);
        bike[BikeParameter.SaddleLength] = random.Uniform(235, 292);
        bike[BikeParameter.SeatStayJunction] = extension + (random.Chance(.25) ? random.Uniform(50, 130) : random.Uniform(-8, 14));
        bike[BikeParameter.SeatStayTopOffset] = random.Uniform(5, 28);
        bike[BikeParameter.ChainStayPosition] = random.Uniform(6, 17);
    }

    /// <summary>A normal number, cut off at two deviations; a share of it is the rider's size.</summary>
    private static double Around(ref SplitMix64 random, Spread spread, double ofRider, double rider)
    {
        var own = Math.Sqrt(1 - ofRider * ofRider) * random.Normal();
        return spread.Mean + spread.Deviation * Math.Clamp(ofRider * rider + own, -2, 2);
    }
}
