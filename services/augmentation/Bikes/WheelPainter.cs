using Inpaint.Imaging.Drawing;

namespace Inpaint.Augmentation.Bikes;

/// <summary>Draws one wheel: tyre, rim, and disc, spokes or composite blades.</summary>
internal static class WheelPainter
{
    private static readonly Color Composite = new(58, 60, 66);

    /// <param name="pen">Draws.</param>
    /// <param name="wheel">What and where.</param>
    public static void Paint(BikePen pen, in Wheel wheel)
    {
        var bead = wheel.BeadSeatDiameter / 2;
        // A rim is at least as deep as it must be to hold a tyre.
        var inner = Math.Clamp(wheel.EffectiveRimDiameter / 2, .45 * bead, bead - 9);
        switch (wheel.Kind)
        {
            case RimKind.Disc:
                PaintDisc(pen, wheel, bead);
                break;
            case RimKind.Spoked:
                PaintRim(pen, wheel, bead, inner);
                PaintSpokes(pen, wheel, bead, inner);
                break;
            default:
                PaintBlades(pen, wheel, bead, Math.Min(inner, bead - 40));
                break;
        }

        PaintTyre(pen, wheel, bead);
        pen.Disc(wheel.Center, 25, BikePen.DarkMetal);
        pen.Disc(wheel.Center, 15, BikePen.Metal);
    }

    private static void PaintTyre(BikePen pen, in Wheel wheel, double bead)
    {
        pen.Ring(wheel.Center, wheel.Radius, bead - 3, BikePen.Rubber);
        // The light that a wide tyre's flank catches.
        if (wheel.Radius - bead > 34)
            pen.Ring(wheel.Center, bead + .42 * (wheel.Radius - bead), bead + .2 * (wheel.Radius - bead), BikePen.Metal.WithAlpha(.4));
    }

    private static void PaintRim(BikePen pen, in Wheel wheel, double bead, double inner)
    {
        var deep = bead - inner > 45;
        pen.Ring(wheel.Center, bead, inner, deep ? Composite : BikePen.Metal);
        if (deep)
            pen.Ring(wheel.Center, inner + 15, inner + 5, wheel.Accent);
        else
            pen.Ring(wheel.Center, bead - 3, (bead + inner) / 2, BikePen.Bright);
    }

    private static void PaintSpokes(BikePen pen, in Wheel wheel, double bead, double inner)
    {
        const double FlangeRadius = 22;
        // Deep rims carry few spokes, wide tyres many.
        var count = bead - inner > 45 ? 20 : wheel.Radius - bead > 40 ? 32 : 28;
        var path = new VectorPath();
        for (var i = 0; i < count; i++)
        {
            var angle = 2 * Math.PI * i / count;
            // Spokes leave the flange tangentially, by turns to either side.
            var flange = angle + (i % 2 == 0 ? 1.25 : -1.25);
            path.MoveTo(wheel.Center + PointD.Polar(flange) * FlangeRadius).LineTo(wheel.Center + PointD.Polar(angle) * inner);
        }

        pen.Canvas.Stroke(path, new Color(96, 98, 104, .8), new StrokeStyle(3.6, LineCap.Butt));
    }

    private static void PaintDisc(BikePen pen, in Wheel wheel, double bead)
    {
        pen.Disc(wheel.Center, bead, Composite);
        // Light on a disc lies in two sectors opposite each other.
        foreach (var middle in (ReadOnlySpan<double>)[.3 * Math.PI, 1.3 * Math.PI])
        {
            var sector = new VectorPath().MoveTo(wheel.Center);
            sector.Arc(wheel.Center, bead - 4, middle - .34, middle + .34).Close();
            pen.Canvas.Fill(sector, Color.White.WithAlpha(.16));
        }

        pen.Ring(wheel.Center, .8 * bead, .8 * bead - 22, wheel.Accent.WithAlpha(.9));
    }

    private static void PaintBlades(BikePen pen, in Wheel wheel, double bead, double inner)
    {
        pen.Ring(wheel.Center, bead, inner, Composite);
        for (var i = 0; i < wheel.Blades; i++)
        {
            var along = PointD.Polar(Math.PI * (.5 + 2.0 * i / wheel.Blades));
            PaintBlade(pen, wheel, along, inner);
        }

        pen.Disc(wheel.Center, 44, Composite);
        pen.Ring(wheel.Center, inner + 16, inner + 6, wheel.Accent);
    }

    private static void PaintBlade(BikePen pen, in Wheel wheel, PointD along, double inner)
    {
        var side = along.Perpendicular;
        var half = wheel.BladeWidth / 2;
        var foot = wheel.Center + along * (inner + 6);
        var neck = wheel.Center + along * (.55 * inner);
        var root = wheel.Center + along * 20;
        // Flares into the rim and into the hub, slimmest between.
        var blade = new VectorPath(6)
            .MoveTo(root + side * (half * .9))
            .QuadraticTo(neck + side * (half * .55), foot + side * (half * 1.5))
            .LineTo(foot - side * (half * 1.5))
            .QuadraticTo(neck - side * (half * .55), root - side * (half * .9))
            .Close();
        pen.Canvas.Fill(blade, Composite);
        pen.Rod(root + along * 30, foot - along * 20, 5, Color.White.WithAlpha(.18));
    }

    /// <param name="Center">Of the hub.</param>
    /// <param name="Radius">Outer radius of the tyre.</param>
    /// <param name="BeadSeatDiameter">Where the tyre sits.</param>
    /// <param name="EffectiveRimDiameter">Where spokes end in the rim.</param>
    /// <param name="Kind">What holds the rim.</param>
    /// <param name="Blades">Blades of a composite wheel.</param>
    /// <param name="BladeWidth">Their width.</param>
    /// <param name="Accent">Colour of the stripe on deep rims and discs.</param>
    public readonly record struct Wheel(
        PointD Center,
        double Radius,
        double BeadSeatDiameter,
        double EffectiveRimDiameter,
        RimKind Kind,
        int Blades,
        double BladeWidth,
        Color Accent);
}
