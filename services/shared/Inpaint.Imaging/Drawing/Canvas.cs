namespace Inpaint.Imaging.Drawing;

/// <summary>
/// Draws anti-aliased shapes into a picture. Equal calls give equal bytes. Not for use by several threads at once.
/// </summary>
public sealed class Canvas
{
    private readonly Rasterizer _rasterizer;

    /// <summary>Draws into a picture, whose pixels are changed in place.</summary>
    /// <param name="picture">The picture; its alpha plane, if any, is left alone.</param>
    public Canvas(RgbImage picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        Picture = picture;
        _rasterizer = new Rasterizer(picture.Width, picture.Height);
    }

    /// <summary>A canvas on a new picture of one colour.</summary>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="background">Its colour.</param>
    public static Canvas Create(int width, int height, Color background)
    {
        var canvas = new Canvas(new RgbImage(width, height));
        canvas.Clear(background);
        return canvas;
    }

    /// <summary>The picture drawn into.</summary>
    public RgbImage Picture { get; }

    /// <summary>Takes the coordinates and widths of what is drawn to pixels.</summary>
    public Transform2D Transform { get; set; } = Transform2D.Identity;

    /// <summary>Sets every pixel, ignoring opacity.</summary>
    /// <param name="color">The colour.</param>
    public void Clear(Color color)
    {
        for (var i = 0; i < Picture.Pixels.Length; i += 3)
        {
            Picture.Pixels[i] = color.Red;
            Picture.Pixels[i + 1] = color.Green;
            Picture.Pixels[i + 2] = color.Blue;
        }
    }

    /// <summary>Fills a path; open outlines are closed.</summary>
    /// <param name="path">Its outlines.</param>
    /// <param name="color">The colour.</param>
    /// <param name="rule">What is inside where outlines overlap.</param>
    public void Fill(VectorPath path, Color color, FillRule rule = FillRule.NonZero)
    {
        ArgumentNullException.ThrowIfNull(path);
        foreach (var contour in path.Contours)
            AddPolygon(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(contour.Points));
        Paint(color, rule);
    }

    /// <summary>Draws along the outlines of a path.</summary>
    /// <param name="path">Its outlines.</param>
    /// <param name="color">The colour.</param>
    /// <param name="style">Width, ends and corners.</param>
    public void Stroke(VectorPath path, Color color, StrokeStyle style)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(style.Width);
        var stroker = new Stroker(style, AddPolygon);
        foreach (var contour in path.Contours)
            stroker.Add(contour);
        Paint(color, FillRule.NonZero);
    }

    /// <summary>Draws along the outlines of a path with round ends and corners.</summary>
    /// <param name="path">Its outlines.</param>
    /// <param name="color">The colour.</param>
    /// <param name="width">Width of the line.</param>
    public void Stroke(VectorPath path, Color color, double width) => Stroke(path, color, new StrokeStyle(width));

    /// <summary>Copies a picture into this one, every pixel as a square of <paramref name="scale"/> pixels; what lies outside is cut off.</summary>
    /// <param name="source">The picture.</param>
    /// <param name="left">Column for its left side.</param>
    /// <param name="top">Row for its top.</param>
    /// <param name="scale">Pixels a pixel, at least 1.</param>
    public void Draw(RgbImage source, int left, int top, int scale = 1)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfLessThan(scale, 1);
        var (fromX, toX) = (Math.Max(left, 0), Math.Min(left + source.Width * scale, Picture.Width));
        var (fromY, toY) = (Math.Max(top, 0), Math.Min(top + source.Height * scale, Picture.Height));
        for (var y = fromY; y < toY; y++)
        {
            for (var x = fromX; x < toX; x++)
            {
                var from = 3 * ((y - top) / scale * source.Width + (x - left) / scale);
                source.Pixels.AsSpan(from, 3).CopyTo(Picture.Pixels.AsSpan(3 * (y * Picture.Width + x), 3));
            }
        }
    }

    private void AddPolygon(ReadOnlySpan<PointD> polygon)
    {
        var previous = Transform.Apply(polygon[^1]);
        foreach (var point in polygon)
        {
            var next = Transform.Apply(point);
            _rasterizer.Add(previous, next);
            previous = next;
        }
    }

    private void Paint(Color color, FillRule rule)
    {
        var alpha = (float)Math.Clamp(color.Alpha, 0, 1);
        _rasterizer.Sweep(rule, (row, left, coverage) =>
        {
            var target = Picture.Pixels.AsSpan(3 * (row * Picture.Width + left), 3 * coverage.Length);
            for (var i = 0; i < coverage.Length; i++)
            {
                var share = Math.Clamp(coverage[i], 0, 1) * alpha;
                target[3 * i] = Blend(target[3 * i], color.Red, share);
                target[3 * i + 1] = Blend(target[3 * i + 1], color.Green, share);
                target[3 * i + 2] = Blend(target[3 * i + 2], color.Blue, share);
            }
        });
    }

    private static byte Blend(byte under, byte over, float share) => (byte)(under + (over - under) * share + .5f);
}
