using Inpaint.Imaging.Drawing;

namespace Inpaint.Augmentation.Bikes;

/// <summary>Draws what bicycles are made of, in millimetres: shaded tubes, rods, rings, discs.</summary>
internal sealed class BikePen(Canvas canvas)
{
    public static readonly Color Rubber = new(38, 38, 42);
    public static readonly Color DarkMetal = new(64, 66, 72);
    public static readonly Color Metal = new(158, 162, 170);
    public static readonly Color Bright = new(206, 209, 214);

    private static readonly StrokeStyle Rounded = new(1);

    public Canvas Canvas { get; } = canvas;

    /// <summary>A straight tube, conical where its ends differ in diameter.</summary>
    public void Tube(PointD from, PointD to, double fromDiameter, double toDiameter, Color color)
    {
        var up = (to - from).Normalised.Perpendicular;
        if (up.Y < 0 || (up.Y == 0 && up.X < 0))
            up = up * -1;
        foreach (var (offset, width, tone) in Shades(color))
        {
            var (a, b) = (up * (fromDiameter * width / 2), up * (toDiameter * width / 2));
            var (p, q) = (from + up * (offset * fromDiameter), to + up * (offset * toDiameter));
            Canvas.Fill(VectorPath.Polyline([p + a, q + b, q - b, p - a], closed: true), tone);
        }
    }

    /// <summary>A tube of one diameter.</summary>
    public void Tube(PointD from, PointD to, double diameter, Color color) => Tube(from, to, diameter, diameter, color);

    /// <summary>A bent tube along a path; its light lies above.</summary>
    public void Bend(VectorPath path, double diameter, Color color, LineCap cap = LineCap.Round)
    {
        var transform = Canvas.Transform;
        foreach (var (offset, width, tone) in Shades(color))
        {
            var shift = offset * diameter;
            Canvas.Transform = transform with { F = transform.F + transform.D * shift };
            Canvas.Stroke(path, tone, Rounded with { Width = diameter * width, Cap = cap });
        }

        Canvas.Transform = transform;
    }

    /// <summary>A plain line.</summary>
    public void Rod(PointD from, PointD to, double width, Color color, LineCap cap = LineCap.Round) =>
        Canvas.Stroke(VectorPath.Line(from, to), color, Rounded with { Width = width, Cap = cap });

    /// <summary>A filled circle.</summary>
    public void Disc(PointD center, double radius, Color color) => Canvas.Fill(VectorPath.Circle(center, radius, Steps(radius)), color);

    /// <summary>What lies between two circles.</summary>
    public void Ring(PointD center, double outer, double inner, Color color)
    {
        if (inner >= outer)
            return;
        var path = new VectorPath(Steps(outer)).AddEllipse(center, outer, outer).AddEllipse(center, inner, inner);
        Canvas.Fill(path, color, FillRule.EvenOdd);
    }

    private static int Steps(double radius) => radius > 150 ? 18 : radius > 40 ? 8 : 4;

    private static (double Offset, double Width, Color Tone)[] Shades(Color color) =>
    [
        (0, 1, color.Mix(Color.Black, .42)),
        (.06, .72, color),
        (.2, .26, color.Mix(Color.White, .42).WithAlpha(.85)),
    ];
}
