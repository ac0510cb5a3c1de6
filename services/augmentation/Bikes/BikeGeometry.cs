using Inpaint.Imaging.Drawing;

namespace Inpaint.Augmentation.Bikes;

/// <summary>
/// Where everything is, in millimetres, x forward and y up, the bottom bracket at (0, 0). Both wheels stand on the ground; the frame
/// closes because the head tube is put where a down tube of the given length reaches the given stack.
/// </summary>
internal sealed class BikeGeometry
{
    private const double Degree = Math.PI / 180;

    public BikeGeometry(BikeDesign design)
    {
        RearRadius = WheelRadius(design[BikeParameter.RearBeadSeatDiameter], design[BikeParameter.RearTyreWidth]);
        FrontRadius = WheelRadius(design[BikeParameter.FrontBeadSeatDiameter], design[BikeParameter.FrontTyreWidth]);
        PlaceRearTriangle(design);
        PlaceHeadTube(design);
        PlaceFork(design);
        PlaceTopTube(design);
        PlaceSaddle(design);
    }

    /// <summary>Outer radius of the rear tyre.</summary>
    public double RearRadius { get; }

    /// <summary>Outer radius of the front tyre.</summary>
    public double FrontRadius { get; }

    public double Ground { get; private set; }

    public PointD RearAxle { get; private set; }

    public PointD FrontAxle { get; private set; }

    /// <summary>Unit vector from the bottom bracket up the seat tube.</summary>
    public PointD SeatAxis { get; private set; }

    /// <summary>Unit vector up the steering axis, which leans backwards.</summary>
    public PointD SteeringAxis { get; private set; }

    public PointD SeatTubeTop { get; private set; }

    public PointD SeatStayTop { get; private set; }

    public PointD HeadTubeTop { get; private set; }

    public PointD HeadTubeBottom { get; private set; }

    public PointD DownTubeEnd { get; private set; }

    public PointD TopTubeFront { get; private set; }

    public PointD TopTubeRear { get; private set; }

    /// <summary>Middle of the saddle's top.</summary>
    public PointD SaddleTop { get; private set; }

    /// <summary>How far up the steering axis from the front axle's height the head tube begins.</summary>
    public double ForkLength { get; private set; }

    /// <summary>How far the front axle lies before the steering axis.</summary>
    public double Rake { get; private set; }

    /// <summary>Outer radius of a wheel: tyres are about as high as they are wide.</summary>
    public static double WheelRadius(double beadSeatDiameter, double tyreWidth) => beadSeatDiameter / 2 + tyreWidth;

    /// <summary>Axle to crown along the steering axis that a fork needs at least to clear its tyre.</summary>
    public static double ShortestFork(ForkKind fork, double wheelRadius) => wheelRadius + fork switch
    {
        ForkKind.Rigid => 18,
        ForkKind.Suspension => 62,
        _ => 80,
    };

    /// <summary>How far before the steering axis a fork holds its axle.</summary>
    public static double RakeOf(ForkKind fork) => fork == ForkKind.Rigid ? 46 : 40;

    private void PlaceRearTriangle(BikeDesign design)
    {
        var drop = design[BikeParameter.BottomBracketDrop];
        // The tyre must clear the seat tube's foot.
        var stay = Math.Max(design[BikeParameter.ChainStayLength], RearRadius + 24);
        RearAxle = new PointD(-Math.Sqrt(Math.Max(stay * stay - drop * drop, 1)), drop);
        Ground = drop - RearRadius;
        SeatAxis = UpAt(design[BikeParameter.SeatAngle]);
        var length = Math.Max(design[BikeParameter.SeatTubeLength], 180);
        SeatTubeTop = SeatAxis * length;
        SeatStayTop = SeatAxis * Math.Max(length - design[BikeParameter.SeatStayJunction], .3 * length);
    }

    private void PlaceHeadTube(BikeDesign design)
    {
        SteeringAxis = UpAt(design[BikeParameter.HeadAngle]);
        var length = design[BikeParameter.HeadTubeLength];
        var lower = Math.Clamp(design[BikeParameter.HeadTubeLowerExtension], 12, .7 * length);
        var upper = Math.Clamp(design[BikeParameter.HeadTubeUpperExtension], 8, Math.Max(8, length - lower - 6));
        var downTube = design[BikeParameter.DownTubeLength];
        var y = Math.Min(design[BikeParameter.Stack] - (length - lower) * SteeringAxis.Y, .9 * downTube);
        DownTubeEnd = new PointD(Math.Sqrt(downTube * downTube - y * y), y);
        HeadTubeTop = DownTubeEnd + SteeringAxis * (length - lower);
        HeadTubeBottom = DownTubeEnd - SteeringAxis * lower;
        TopTubeFront = HeadTubeTop - SteeringAxis * upper;
    }

    private void PlaceFork(BikeDesign design)
    {
        Rake = RakeOf(design.Fork);
        var forward = new PointD(SteeringAxis.Y, -SteeringAxis.X);
        // Down the steering axis and then forward by the rake until the front wheel stands on the ground.
        var axleHeight = Ground + FrontRadius;
        ForkLength = (HeadTubeBottom.Y + Rake * forward.Y - axleHeight) / SteeringAxis.Y;
        ForkLength = Math.Max(ForkLength, ShortestFork(design.Fork, FrontRadius));
        FrontAxle = HeadTubeBottom - SteeringAxis * ForkLength + forward * Rake;
    }

    private void PlaceTopTube(BikeDesign design)
    {
        var extension = design[BikeParameter.SeatTubeExtension];
        var along = Math.Max(SeatTubeTop.Length - extension, .42 * SeatTubeTop.Length);
        TopTubeRear = SeatAxis * along;
    }

    private void PlaceSaddle(BikeDesign design)
    {
        var height = Math.Max(design[BikeParameter.SaddleHeight], SeatTubeTop.Length + 55);
        SaddleTop = SeatAxis * height;
    }

    private static PointD UpAt(double degrees) => new(-Math.Cos(degrees * Degree), Math.Sin(degrees * Degree));
}
