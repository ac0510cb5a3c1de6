using Inpaint.Imaging.Drawing;

namespace Inpaint.Augmentation.Bikes;

/// <summary>Draws the fork: curved blades, or telescopic legs with one or two crowns.</summary>
internal static class ForkPainter
{
    public static void Paint(BikePen pen, BikeDesign design, BikeGeometry geometry, Color frame)
    {
        if (design.Fork == ForkKind.Rigid)
            PaintBlades(pen, geometry, design.Material == FrameMaterial.Carbon ? BikePen.DarkMetal : frame, .8 * design[BikeParameter.HeadTubeDiameter]);
        else
            PaintTelescope(pen, geometry, design.Fork == ForkKind.DoubleCrown, design[BikeParameter.HeadTubeDiameter]);
    }

    private static void PaintBlades(BikePen pen, BikeGeometry geometry, Color color, double crownWidth)
    {
        // Straight down the steering axis, then a curve forward that holds the rake.
        var (crown, axle) = (geometry.HeadTubeBottom, geometry.FrontAxle);
        var bend = crown - geometry.SteeringAxis * (.52 * geometry.ForkLength);
        var knee = crown - geometry.SteeringAxis * (.8 * geometry.ForkLength) + (axle - bend) * .05;
        pen.Tube(crown, bend, 34, 29, color);
        pen.Tube(bend - (knee - bend).Normalised * 3, knee, 29, 23, color);
        pen.Tube(knee - (axle - knee).Normalised * 3, axle, 23, 17, color);
        pen.Disc(axle, 13, color.Mix(Color.Black, .4));
        pen.Rod(crown + geometry.SteeringAxis * 2, crown - geometry.SteeringAxis * 20, crownWidth + 6, color.Mix(Color.Black, .3), LineCap.Butt);
    }

    private static void PaintTelescope(BikePen pen, BikeGeometry geometry, bool doubleCrown, double headTube)
    {
        var forward = new PointD(geometry.SteeringAxis.Y, -geometry.SteeringAxis.X);
        var offset = forward * geometry.Rake;
        var crown = geometry.HeadTubeBottom - geometry.SteeringAxis * 16;
        var legTop = (doubleCrown ? geometry.HeadTubeTop + geometry.SteeringAxis * 16 : crown) + offset * .75;
        var seal = PointD.Lerp(crown + offset * .75, geometry.FrontAxle, .4);
        pen.Tube(legTop, seal, 33, BikePen.Bright);
        pen.Tube(seal, geometry.FrontAxle, 50, 40, BikePen.DarkMetal);
        pen.Rod(seal - geometry.SteeringAxis * 6, seal + geometry.SteeringAxis * 6, 54, BikePen.Rubber, LineCap.Butt);
        pen.Disc(geometry.FrontAxle, 22, BikePen.DarkMetal);
        PaintCrown(pen, crown, crown + offset * .75, headTube);
        if (doubleCrown)
            PaintCrown(pen, geometry.HeadTubeTop + geometry.SteeringAxis * 14, legTop, headTube);
    }

    private static void PaintCrown(BikePen pen, PointD steerer, PointD leg, double headTube)
    {
        var back = (steerer - leg).Normalised * (.3 * headTube);
        pen.Rod(steerer + back, leg, 30, BikePen.Rubber, LineCap.Square);
    }
}
