using Inpaint.Imaging.Drawing;

namespace Inpaint.Augmentation.Bikes;

/// <summary>Draws fenders, rack and bottles.</summary>
internal static class AccessoryPainter
{
    private const double Degree = Math.PI / 180;

    public static void PaintFenders(BikePen pen, BikeDesign design, BikeGeometry geometry, Color frame)
    {
        var color = design.Material is FrameMaterial.Steel or FrameMaterial.Titanium ? new Color(150, 154, 160) : frame.Mix(Color.Black, .2);
        if (design.Has(BikeParameter.RearFender))
            PaintFender(pen, geometry.RearAxle, geometry.RearRadius + 17, 8, 192, [100, 172], color);
        if (design.Has(BikeParameter.FrontFender))
            PaintFender(pen, geometry.FrontAxle, geometry.FrontRadius + 17, 62, 206, [178], color);
    }

    public static void PaintRack(BikePen pen, BikeDesign design, BikeGeometry geometry)
    {
        if (!design.Has(BikeParameter.Rack))
            return;
        var axle = geometry.RearAxle;
        var height = axle.Y + geometry.RearRadius + 62;
        var (back, front) = (new PointD(axle.X - 210, height), new PointD(axle.X + 150, height));
        pen.Rod(axle + new PointD(-6, 10), back + new PointD(70, 0), 10, BikePen.DarkMetal);
        pen.Rod(axle + new PointD(-2, 10), PointD.Lerp(back, front, .62), 10, BikePen.DarkMetal);
        var stay = geometry.SeatStayTop.Y > height ? PointD.Lerp(geometry.SeatStayTop, axle, .2) : geometry.SeatStayTop;
        pen.Rod(front, stay, 9, BikePen.DarkMetal);
        pen.Rod(back, front, 18, BikePen.DarkMetal);
        pen.Rod(back + new PointD(0, -2), back + new PointD(-8, 26), 12, BikePen.DarkMetal);
    }

    public static void PaintBottles(BikePen pen, BikeDesign design, BikeGeometry geometry, Color frame)
    {
        var body = frame.Luma > 128 ? new Color(66, 92, 128) : new Color(222, 226, 216);
        var room = Math.Clamp(geometry.TopTubeRear.Length / 430, .62, 1);
        if (design.DownTubeBottle)
        {
            var up = geometry.DownTubeEnd.Normalised;
            PaintBottle(pen, up * (.5 * geometry.DownTubeEnd.Length), up, up.Perpendicular * (design[BikeParameter.DownTubeDiameter] / 2), room, body);
        }

        if (design.SeatTubeBottle)
        {
            var forward = new PointD(geometry.SeatAxis.Y, -geometry.SeatAxis.X);
            PaintBottle(pen, geometry.SeatAxis * (.5 * geometry.TopTubeRear.Length), geometry.SeatAxis, forward * (design[BikeParameter.SeatTubeDiameter] / 2), room, body);
        }
    }

    private static void PaintFender(BikePen pen, PointD axle, double radius, double from, double to, ReadOnlySpan<double> stays, Color color)
    {
        foreach (var angle in stays)
            pen.Rod(axle, axle + PointD.Polar(angle * Degree) * radius, 6, BikePen.Metal);
        var arc = new VectorPath(14).Arc(axle, radius, from * Degree, to * Degree);
        pen.Canvas.Stroke(arc, color.Mix(Color.Black, .35), new StrokeStyle(21));
        pen.Canvas.Stroke(new VectorPath(14).Arc(axle, radius + 3, from * Degree, to * Degree), color, new StrokeStyle(11));
    }

    private static void PaintBottle(BikePen pen, PointD tube, PointD along, PointD toSurface, double size, Color color)
    {
        const double Radius = 35;
        var center = tube + toSurface + toSurface.Normalised * (Radius * size + 3);
        var (bottom, shoulder) = (center - along * (88 * size), center + along * (58 * size));
        pen.Tube(bottom, shoulder, 2 * Radius * size, color);
        pen.Tube(shoulder, center + along * (76 * size), 2 * Radius * size, 44 * size, color.Mix(Color.Black, .25));
        pen.Rod(center + along * (78 * size), center + along * (94 * size), 26 * size, BikePen.Rubber, LineCap.Butt);
        pen.Rod(bottom + along * 20, bottom + along * 30, (2 * Radius + 6) * size, BikePen.DarkMetal, LineCap.Butt);
    }
}
