using Inpaint.Imaging.Drawing;

namespace Inpaint.Augmentation.Bikes;

/// <summary>Draws cogs, chain or belt, derailleur, chainrings, cranks and pedals.</summary>
internal static class DrivetrainPainter
{
    private const double CrankLength = 170;
    private static readonly PointD Forward = PointD.Polar(-.5);

    /// <summary>The left crank, which stands behind the frame.</summary>
    public static void PaintFarCrank(BikePen pen, BikeDesign design) =>
        PaintCrank(pen, Forward * -CrankLength, CrankColor(design).Mix(Color.Black, .3));

    /// <summary>Cogs and the chain or belt, which the chain stay partly hides.</summary>
    public static void PaintTransmission(BikePen pen, BikeDesign design, BikeGeometry geometry)
    {
        var axle = geometry.RearAxle;
        var largest = CogRadius(design);
        var driven = design.Cogs == 1 ? largest : .62 * largest;
        pen.Ring(axle, largest, .4 * largest, BikePen.Metal.Mix(Color.Black, .18));
        if (design.Cogs > 3)
            pen.Ring(axle, .66 * largest, .4 * largest, BikePen.DarkMetal);

        var (color, width) = design.Belt ? (BikePen.Rubber, 15.0) : (new Color(92, 92, 98), 10.0);
        var ring = RingRadius(design);
        var back = (axle - default(PointD)).Normalised;
        var up = new PointD(back.Y, -back.X);
        pen.Rod(up * ring, axle + up * driven, width, color);
        if (HasDerailleur(design))
        {
            var pulley = axle + new PointD(26, -(largest + 34));
            pen.Rod(up * -ring, pulley + new PointD(0, -14), width, color);
            pen.Rod(axle + new PointD(8, -18), pulley, 19, BikePen.DarkMetal);
            pen.Disc(pulley, 19, BikePen.Rubber);
        }
        else
        {
            pen.Rod(up * -ring, axle - up * driven, width, color);
        }
    }

    /// <summary>Chainrings and the right crank, before everything else.</summary>
    public static void PaintCrankset(BikePen pen, BikeDesign design)
    {
        var radius = RingRadius(design);
        var color = CrankColor(design);
        pen.Ring(default, radius, radius - 17, BikePen.DarkMetal);
        if (design.Chainrings > 1)
            pen.Ring(default, .74 * radius, .74 * radius - 12, BikePen.Metal);
        for (var i = 0; i < 5; i++)
            pen.Rod(default, PointD.Polar(.5 + 2 * Math.PI * i / 5) * (radius - 10), 13, color);
        PaintCrank(pen, Forward * CrankLength, color);
        pen.Disc(default, 22, color.Mix(Color.White, .25));
    }

    /// <summary>Whether a derailleur moves the chain: several cogs, and no belt.</summary>
    public static bool HasDerailleur(BikeDesign design) => design.Cogs > 1 && !design.Belt;

    private static void PaintCrank(BikePen pen, PointD pedal, Color color)
    {
        pen.Tube(default, pedal, 34, 26, color);
        pen.Rod(pedal + new PointD(-44, 0), pedal + new PointD(44, 0), 24, BikePen.Rubber, LineCap.Butt);
    }

    private static Color CrankColor(BikeDesign design) =>
        design.Material is FrameMaterial.Carbon or FrameMaterial.Other ? BikePen.DarkMetal : BikePen.Metal;

    private static double RingRadius(BikeDesign design) => design.Chainrings switch { 1 => 80, 2 => 102, _ => 94 };

    private static double CogRadius(BikeDesign design) => design.Cogs == 1 ? 33 : 30 + 5 * design.Cogs;
}
