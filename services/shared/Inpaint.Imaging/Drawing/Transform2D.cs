namespace Inpaint.Imaging.Drawing;

/// <summary>An affine map of the plane: x' = A x + C y + E, y' = B x + D y + F.</summary>
/// <param name="A">x' per x.</param>
/// <param name="B">y' per x.</param>
/// <param name="C">x' per y.</param>
/// <param name="D">y' per y.</param>
/// <param name="E">Shift along x.</param>
/// <param name="F">Shift along y.</param>
public readonly record struct Transform2D(double A, double B, double C, double D, double E, double F)
{
    /// <summary>Maps every point to itself.</summary>
    public static Transform2D Identity { get; } = new(1, 0, 0, 1, 0, 0);

    /// <summary>How lengths change, exact for turns, mirrors and equal scaling of both axes.</summary>
    public double MeanScale => Math.Sqrt(Math.Abs(A * D - B * C));

    /// <summary>Stretches and then shifts.</summary>
    /// <param name="scaleX">Factor along x; negative mirrors.</param>
    /// <param name="scaleY">Factor along y; negative mirrors.</param>
    /// <param name="shiftX">Shift along x, after stretching.</param>
    /// <param name="shiftY">Shift along y, after stretching.</param>
    public static Transform2D ScaleAndShift(double scaleX, double scaleY, double shiftX, double shiftY) =>
        new(scaleX, 0, 0, scaleY, shiftX, shiftY);

    /// <summary>The image of a point.</summary>
    /// <param name="p">The point.</param>
    public PointD Apply(PointD p) => new(A * p.X + C * p.Y + E, B * p.X + D * p.Y + F);
}
