namespace Inpaint.Imaging.Transforms;

/// <summary>A point in pixels; whole numbers are the corners between pixels for shapes, pixel centres where a method says so.</summary>
public readonly record struct PlanePoint(double X, double Y);

/// <summary>
/// Where each pixel of a warped picture comes from: with X = x + 0.5 and Y = y + 0.5 of the output, the input's x + 0.5 is
/// (a X + b Y + c) / (g X + h Y + 1) and its y + 0.5 is (d X + e Y + f) / (g X + h Y + 1). As torchvision's functional transforms.
/// </summary>
public sealed class Warp
{
    // torchvision cuts the corners of an expanded picture to multiples of this before it rounds them outwards.
    private const float CornerStep = 1e-4f;
    private readonly double[] _coefficients;

    private Warp(int width, int height, double[] coefficients) => (Width, Height, _coefficients) = (width, height, coefficients);

    /// <summary>Columns of the warped picture.</summary>
    public int Width { get; }

    /// <summary>Rows of the warped picture.</summary>
    public int Height { get; }

    /// <summary>Turns a picture.</summary>
    /// <param name="width">Its columns.</param>
    /// <param name="height">Its rows.</param>
    /// <param name="degrees">Anticlockwise.</param>
    /// <param name="center">What stays in place, in pixels from the top left corner; the middle where null.</param>
    /// <param name="expand">Makes the result as large as the turned picture.</param>
    public static Warp Rotate(int width, int height, double degrees, PlanePoint? center = null, bool expand = false)
    {
        var inverse = AffineInverse.Of(-degrees, default, 1, default, FromMiddle(width, height, center));
        var (newWidth, newHeight) = expand ? ExpandedSize(inverse, width, height) : (width, height);
        return FromInverse(inverse, width, height, newWidth, newHeight);
    }

    /// <summary>Turns, scales, shears and moves a picture.</summary>
    /// <param name="width">Its columns.</param>
    /// <param name="height">Its rows.</param>
    /// <param name="degrees">Clockwise.</param>
    /// <param name="translate">Pixels to the right and down.</param>
    /// <param name="scale">Above 0.</param>
    /// <param name="shear">Degrees along x and along y, each within +-90 (excluded).</param>
    /// <param name="center">What stays in place, in pixels from the top left corner; the middle where null.</param>
    /// <exception cref="InvalidPictureArgumentException">The scale is not above 0.</exception>
    public static Warp Affine(int width, int height, double degrees, PlanePoint translate, double scale, PlanePoint shear, PlanePoint? center = null)
    {
        if (!(scale > 0 && double.IsFinite(scale)))
            throw new InvalidPictureArgumentException($"a scale of {scale} is not above 0");

        return FromInverse(AffineInverse.Of(degrees, translate, scale, shear, FromMiddle(width, height, center)), width, height, width, height);
    }

    /// <summary>Moves four points of a picture (in units where whole numbers are pixel centres), and everything else with them.</summary>
    /// <param name="width">Its columns.</param>
    /// <param name="height">Its rows.</param>
    /// <param name="start">Where the four points are.</param>
    /// <param name="end">Where they go, in the same order.</param>
    /// <exception cref="InvalidPictureArgumentException">There are not four points each, or three of them lie on a line.</exception>
    public static Warp Perspective(int width, int height, IReadOnlyList<PlanePoint> start, IReadOnlyList<PlanePoint> end) =>
        new(width, height, PerspectiveCoefficients.Solve(start, end));

    /// <summary>The place in the input, in units where whole numbers are pixel centres, that an output pixel shows.</summary>
    public PlanePoint Source(int column, int row)
    {
        var (x, y) = (column + .5, row + .5);
        var c = _coefficients;
        var depth = c[6] * x + c[7] * y + 1;
        return new PlanePoint((c[0] * x + c[1] * y + c[2]) / depth - .5, (c[3] * x + c[4] * y + c[5]) / depth - .5);
    }

    private static PlanePoint FromMiddle(int width, int height, PlanePoint? center) =>
        center is { } point ? new PlanePoint(point.X - width / 2.0, point.Y - height / 2.0) : default;

    private static Warp FromInverse(AffineInverse inverse, int width, int height, int newWidth, int newHeight)
    {
        var corner = inverse.Apply(new PlanePoint(-newWidth / 2.0, -newHeight / 2.0));
        return new Warp(newWidth, newHeight,
            [inverse.Xx, inverse.Xy, corner.X + width / 2.0, inverse.Yx, inverse.Yy, corner.Y + height / 2.0, 0, 0]);
    }

    // In single precision throughout, as torchvision has it: a quarter turn's corners are whole numbers there, and not a little less.
    private static (int Width, int Height) ExpandedSize(AffineInverse inverse, int width, int height)
    {
        var (x, y) = (width * .5f, height * .5f);
        (float X, float Y)[] corners = [(-x, -y), (-x, y), (x, y), (x, -y)];
        float Corner(double alongX, double alongY, double offset, (float X, float Y) corner) =>
            corner.X * (float)alongX + corner.Y * (float)alongY + (float)offset;
        return (
            Extent(corners.Select(corner => Corner(inverse.Xx, inverse.Xy, inverse.X0, corner) + x)),
            Extent(corners.Select(corner => Corner(inverse.Yx, inverse.Yy, inverse.Y0, corner) + y)));
    }

    private static int Extent(IEnumerable<float> corners)
    {
        var cut = corners.Select(corner => MathF.Truncate(corner / CornerStep) * CornerStep).ToArray();
        return (int)(MathF.Ceiling(cut.Max()) - MathF.Floor(cut.Min()));
    }
}
