using Inpaint.Imaging.Drawing;

namespace Inpaint.Augmentation.Bikes;

/// <summary>Draws seatpost and saddle.</summary>
internal static class SaddlePainter
{
    private static readonly Color Leather = new(122, 70, 34);
    private static readonly Color Vinyl = new(34, 34, 38);

    public static void Paint(BikePen pen, BikeDesign design, BikeGeometry geometry)
    {
        var post = design.Material is FrameMaterial.Carbon or FrameMaterial.Aluminium ? BikePen.DarkMetal : BikePen.Metal;
        var clamp = geometry.SaddleTop - new PointD(0, 52);
        pen.Tube(geometry.SeatTubeTop, clamp, Math.Min(30, design[BikeParameter.SeatTubeDiameter] - 4), post);
        PaintSaddle(pen, geometry.SaddleTop, design[BikeParameter.SaddleLength], IsLeather(design) ? Leather : Vinyl);
    }

    /// <summary>Whether the saddle is brown leather, as on bicycles of steel and bamboo without aerobars.</summary>
    public static bool IsLeather(BikeDesign design) =>
        design.Material is FrameMaterial.Steel or FrameMaterial.Bamboo && !design.Has(BikeParameter.Aerobars);

    private static void PaintSaddle(BikePen pen, PointD top, double length, Color color)
    {
        PointD At(double x, double y) => top + new PointD(x * length, y);
        pen.Rod(At(-.24, -34), At(.3, -34), 9, BikePen.Metal);
        pen.Disc(top - new PointD(0, 44), 17, BikePen.DarkMetal);
        var shell = new VectorPath()
            .MoveTo(At(-.52, 20))
            .CubicTo(At(-.3, 14), At(-.18, -4), At(.05, 0))
            .CubicTo(At(.22, 3), At(.38, 6), At(.5, -2))
            .QuadraticTo(At(.55, -12), At(.47, -22))
            .CubicTo(At(.2, -22), At(-.02, -26), At(-.22, -44))
            .QuadraticTo(At(-.42, -44), At(-.54, -18))
            .Close();
        pen.Canvas.Fill(shell, color);
        var shine = new VectorPath().MoveTo(At(-.46, 8)).CubicTo(At(-.28, 2), At(-.14, -12), At(.42, -7));
        pen.Canvas.Stroke(shine, Color.White.WithAlpha(.22), 7);
    }
}
