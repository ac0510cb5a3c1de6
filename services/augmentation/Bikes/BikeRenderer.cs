using Inpaint.Imaging;
using Inpaint.Imaging.Drawing;

namespace Inpaint.Augmentation.Bikes;

/// <summary>
/// Draws a bicycle from the side, 128 columns by 80 rows on white, riding to the right, both wheels on one line. One pixel is 15 mm, so
/// that sizes can be compared between pictures; only a bicycle that does not fit is drawn smaller.
/// </summary>
internal static class BikeRenderer
{
    public const int Width = 128;
    public const int Height = 80;

    /// <summary>Stands for the code of this folder in data sets' digests; to be raised whenever a pixel, a parameter or a word changes.</summary>
    public const int Version = 1;

    private const double MillimetresPerPixel = 15;
    private const double Margin = 2;

    /// <summary>Draws a design.</summary>
    /// <param name="design">The design; any values are drawn, plausible or not.</param>
    public static RgbImage Render(BikeDesign design)
    {
        var geometry = new BikeGeometry(design);
        var canvas = Canvas.Create(Width, Height, Color.White);
        canvas.Transform = Frame(design, geometry);
        var pen = new BikePen(canvas);
        var frame = Visible(design.Color);
        var accent = frame.Luma < 90 ? frame.Mix(Color.White, .45) : frame;

        DrivetrainPainter.PaintFarCrank(pen, design);
        WheelPainter.Paint(pen, RearWheel(design, geometry, accent));
        WheelPainter.Paint(pen, FrontWheel(design, geometry, accent));
        AccessoryPainter.PaintFenders(pen, design, geometry, frame);
        AccessoryPainter.PaintRack(pen, design, geometry);
        DrivetrainPainter.PaintTransmission(pen, design, geometry);
        FramePainter.PaintStays(pen, design, geometry, frame);
        SaddlePainter.Paint(pen, design, geometry);
        AccessoryPainter.PaintBottles(pen, design, geometry, frame);
        ForkPainter.Paint(pen, design, geometry, frame);
        FramePainter.PaintMainTriangle(pen, design, geometry, frame);
        CockpitPainter.Paint(pen, design, geometry);
        DrivetrainPainter.PaintCrankset(pen, design);
        return canvas.Picture;
    }

    /// <summary>A frame as white as the paper would be lost on it: such colours are toned down.</summary>
    private static Color Visible(Color color) => color.Luma > 225 ? color.Mix(Color.Black, (color.Luma - 225) / 225) : color;

    private static Transform2D Frame(BikeDesign design, BikeGeometry geometry)
    {
        var fender = 30.0;
        var left = geometry.RearAxle.X - geometry.RearRadius - (design.Has(BikeParameter.RearFender) ? fender : 0);
        left = Math.Min(left, design.Has(BikeParameter.Rack) ? geometry.RearAxle.X - 230 : left);
        left = Math.Min(left, geometry.SaddleTop.X - design[BikeParameter.SaddleLength] * .55);
        var right = Math.Max(geometry.FrontAxle.X + geometry.FrontRadius, geometry.HeadTubeTop.X + (design.Has(BikeParameter.Aerobars) ? 400 : 280));
        var top = Math.Max(geometry.SaddleTop.Y + 25, geometry.HeadTubeTop.Y + (design.Has(BikeParameter.Aerobars) || design.Handlebar != HandlebarKind.Drop ? 190 : 110));
        var bottom = Math.Min(geometry.Ground, geometry.FrontAxle.Y - geometry.FrontRadius);

        var scale = 1 / Math.Max(MillimetresPerPixel, Math.Max((right - left) / (Width - 2 * Margin), (top - bottom) / (Height - 2 * Margin)));
        return Transform2D.ScaleAndShift(scale, -scale, Width / 2.0 - (left + right) / 2 * scale, Height - Margin + bottom * scale);
    }

    private static WheelPainter.Wheel RearWheel(BikeDesign design, BikeGeometry geometry, Color accent) => new(
        geometry.RearAxle,
        geometry.RearRadius,
        design[BikeParameter.RearBeadSeatDiameter],
        design[BikeParameter.RearEffectiveRimDiameter],
        design.RearRim,
        Blades: 3,
        design[BikeParameter.RearBladeWidth],
        accent);

    private static WheelPainter.Wheel FrontWheel(BikeDesign design, BikeGeometry geometry, Color accent) => new(
        geometry.FrontAxle,
        geometry.FrontRadius,
        design[BikeParameter.FrontBeadSeatDiameter],
        design[BikeParameter.FrontEffectiveRimDiameter],
        design.FrontRim,
        design.FrontBlades,
        design[BikeParameter.FrontBladeWidth],
        accent);
}
