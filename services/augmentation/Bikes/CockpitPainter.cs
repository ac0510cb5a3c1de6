using Inpaint.Imaging.Drawing;

namespace Inpaint.Augmentation.Bikes;

/// <summary>Draws stem, handlebar and aerobars.</summary>
internal static class CockpitPainter
{
    private const double BarWidth = 27;
    private const double TapeWidth = 33;

    public static void Paint(BikePen pen, BikeDesign design, BikeGeometry geometry)
    {
        var stem = design.Material is FrameMaterial.Steel or FrameMaterial.Titanium ? BikePen.Metal : BikePen.DarkMetal;
        var clamp = PaintStem(pen, design, geometry, stem);
        switch (design.Handlebar)
        {
            case HandlebarKind.Drop:
                PaintDrop(pen, clamp);
                break;
            case HandlebarKind.Bullhorn:
                PaintBullhorn(pen, clamp);
                break;
            default:
                PaintFlat(pen, clamp, stem, design.Stem == StemKind.Riser);
                break;
        }

        if (design.Has(BikeParameter.Aerobars))
            PaintAerobars(pen, clamp);
    }

    private static PointD PaintStem(BikePen pen, BikeDesign design, BikeGeometry geometry, Color color)
    {
        var axis = geometry.SteeringAxis;
        var length = design.Handlebar switch { HandlebarKind.Drop => 98, HandlebarKind.Bullhorn => 92, _ => 66 };
        var (rise, direction, width) = design.Stem switch
        {
            StemKind.Quill => (62.0, new PointD(1, .02), 25.0),
            StemKind.Riser => (52.0, new PointD(.72, .69), 34.0),
            _ => (30.0, new PointD(.99, .12), 36.0),
        };
        var top = geometry.HeadTubeTop + axis * rise;
        var clamp = top + direction * length;
        pen.Tube(geometry.HeadTubeTop, top + axis * 6, design.Stem == StemKind.Quill ? 25 : 32, color);
        pen.Tube(top - direction * 8, clamp, width, .86 * width, color);
        pen.Disc(clamp, 21, color.Mix(Color.Black, .35));
        return clamp;
    }

    private static void PaintDrop(BikePen pen, PointD clamp)
    {
        var bar = new VectorPath()
            .MoveTo(clamp)
            .LineTo(clamp + new PointD(72, 0))
            .CubicTo(clamp + new PointD(136, 0), clamp + new PointD(142, -104), clamp + new PointD(74, -134))
            .LineTo(clamp + new PointD(2, -146));
        pen.Canvas.Stroke(bar, BikePen.Rubber, TapeWidth);
        // Hood and brake lever.
        pen.Rod(clamp + new PointD(90, 4), clamp + new PointD(124, 34), 34, BikePen.Rubber);
        var lever = new VectorPath()
            .MoveTo(clamp + new PointD(128, 24))
            .QuadraticTo(clamp + new PointD(160, -20), clamp + new PointD(138, -92));
        pen.Canvas.Stroke(lever, BikePen.DarkMetal, 11);
    }

    private static void PaintFlat(BikePen pen, PointD clamp, Color color, bool swept)
    {
        // Seen from slightly behind, so that the grip shows.
        var root = clamp + new PointD(-6, swept ? 34 : 16);
        var end = root + (swept ? new PointD(-178, 2) : new PointD(-112, 14));
        pen.Rod(clamp, root, BarWidth, color);
        pen.Rod(root, end, BarWidth, color);
        pen.Rod(PointD.Lerp(root, end, swept ? .42 : .26), end, 36, BikePen.Rubber);
        var lever = new VectorPath()
            .MoveTo(root + new PointD(6, 2))
            .QuadraticTo(root + new PointD(40, -8), root + new PointD(swept ? -46 : -24, -42));
        pen.Canvas.Stroke(lever, BikePen.DarkMetal, 11);
    }

    private static void PaintBullhorn(BikePen pen, PointD clamp)
    {
        var bar = new VectorPath()
            .MoveTo(clamp)
            .LineTo(clamp + new PointD(46, -2))
            .CubicTo(clamp + new PointD(86, -4), clamp + new PointD(112, 0), clamp + new PointD(132, 28))
            .LineTo(clamp + new PointD(172, 84));
        pen.Canvas.Stroke(bar, BikePen.Rubber, TapeWidth);
        var lever = new VectorPath()
            .MoveTo(clamp + new PointD(170, 78))
            .QuadraticTo(clamp + new PointD(176, 26), clamp + new PointD(120, -38));
        pen.Canvas.Stroke(lever, BikePen.DarkMetal, 10);
    }

    private static void PaintAerobars(BikePen pen, PointD clamp)
    {
        var start = clamp + new PointD(-44, 40);
        var extension = new VectorPath()
            .MoveTo(start)
            .LineTo(clamp + new PointD(196, 52))
            .QuadraticTo(clamp + new PointD(250, 56), clamp + new PointD(276, 106));
        pen.Canvas.Stroke(extension, BikePen.DarkMetal, 23);
        pen.Rod(clamp + new PointD(2, 10), clamp + new PointD(-8, 44), 18, BikePen.DarkMetal);
        // Armrest.
        pen.Rod(start + new PointD(-10, 27), start + new PointD(72, 30), 24, BikePen.Rubber);
    }
}
