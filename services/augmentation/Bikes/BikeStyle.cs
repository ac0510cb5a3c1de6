namespace Inpaint.Augmentation.Bikes;

/// <summary>A quantity that varies about a mean.</summary>
internal readonly record struct Spread(double Mean, double Deviation);

/// <summary>A quantity uniform between two ends.</summary>
internal readonly record struct Extent(double From, double To);

/// <summary>
/// A kind of bicycle: how its measures are distributed and how probable its parts are. Lengths in millimetres, angles in degrees; lists
/// of weights follow the order of the enumeration that they are of.
/// </summary>
internal sealed record BikeStyle(string Name, double Weight)
{
    public required Spread HeadAngle { get; init; }

    public required Spread SeatAngle { get; init; }

    public required Spread ChainStay { get; init; }

    public required Spread Drop { get; init; }

    public required Spread Stack { get; init; }

    public required Spread Reach { get; init; }

    /// <summary>How far the top tube falls towards the seat tube, in degrees.</summary>
    public required Spread TopTubeSlope { get; init; }

    /// <summary>How far the saddle stands over the bottom bracket, along the seat tube.</summary>
    public required Spread SaddleHeight { get; init; }

    /// <summary>Diameters over which tyres are mounted: 622 is 700C or 29", 584 is 650B, 559 is 26", 451 and 406 are 20".</summary>
    public required double[] BeadSeats { get; init; }

    public required Extent TyreWidth { get; init; }

    /// <summary>How deep spoked rims are.</summary>
    public required Extent RimDepth { get; init; }

    /// <summary>What a fork of this kind has between tyre and crown beyond the least.</summary>
    public Extent ForkRoom { get; init; } = new(4, 22);

    public required double[] Handlebars { get; init; }

    public required double[] Forks { get; init; }

    public required double[] Stems { get; init; }

    public required double[] Materials { get; init; }

    public required double[] FrontRims { get; init; }

    public required double[] RearRims { get; init; }

    public required Extent Cogs { get; init; }

    /// <summary>Weights of one, two and three chainrings.</summary>
    public required double[] Chainrings { get; init; }

    public double Aerobars { get; init; }

    public double Fenders { get; init; }

    public double Rack { get; init; }

    public double Bottles { get; init; }

    public double Belt { get; init; }

    public double CurvedTopTube { get; init; }
}
