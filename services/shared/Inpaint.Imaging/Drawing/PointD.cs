namespace Inpaint.Imaging.Drawing;

/// <summary>A point or vector of the plane; in pictures x grows to the right and y downwards, in pixels, (0, 0) being the outer corner of the top left pixel.</summary>
/// <param name="X">Abscissa.</param>
/// <param name="Y">Ordinate.</param>
public readonly record struct PointD(double X, double Y)
{
    /// <summary>Distance from the origin.</summary>
    public double Length => Math.Sqrt(X * X + Y * Y);

    /// <summary>This vector turned by a right angle: (x, y) becomes (-y, x).</summary>
    public PointD Perpendicular => new(-Y, X);

    /// <summary>The vector of length one in this direction; the zero vector stays zero.</summary>
    public PointD Normalised => Length is var length && length > 0 ? new PointD(X / length, Y / length) : default;

    /// <summary>The unit vector at an angle.</summary>
    /// <param name="radians">Angle from the x axis towards the y axis.</param>
    public static PointD Polar(double radians) => new(Math.Cos(radians), Math.Sin(radians));

    /// <summary>The point a share of the way from one point to another.</summary>
    /// <param name="from">Where 0 is.</param>
    /// <param name="to">Where 1 is.</param>
    /// <param name="share">0 to 1 between them, beyond outside.</param>
    public static PointD Lerp(PointD from, PointD to, double share) => from + (to - from) * share;

    /// <summary>Sum.</summary>
    public static PointD operator +(PointD a, PointD b) => new(a.X + b.X, a.Y + b.Y);

    /// <summary>Difference.</summary>
    public static PointD operator -(PointD a, PointD b) => new(a.X - b.X, a.Y - b.Y);

    /// <summary>The vector stretched.</summary>
    public static PointD operator *(PointD a, double factor) => new(a.X * factor, a.Y * factor);
}
