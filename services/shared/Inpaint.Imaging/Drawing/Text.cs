namespace Inpaint.Imaging.Drawing;

/// <summary>Where a text lies with respect to the point it is drawn at.</summary>
public enum TextAlignment
{
    /// <summary>To the right of it.</summary>
    Left,

    /// <summary>To both sides of it.</summary>
    Center,

    /// <summary>To the left of it.</summary>
    Right,
}

/// <summary>Writes printable ASCII with a pen, in one line. Sizes are heights of a line in the canvas's units; capitals are .7 of it.</summary>
public static class Text
{
    private const double UnitsPerSize = StrokeFont.CapHeight / .7;

    /// <summary>Height of capitals over the base line.</summary>
    /// <param name="size">Height of a line.</param>
    public static double CapHeight(double size) => .7 * size;

    /// <summary>Width of a text.</summary>
    /// <param name="text">One line; characters that are not printable ASCII count as question marks.</param>
    /// <param name="size">Height of a line.</param>
    public static double Measure(string text, double size)
    {
        ArgumentNullException.ThrowIfNull(text);
        var units = text.Sum(c => StrokeFont.Of(c).Width + StrokeFont.Spacing) - (text.Length > 0 ? StrokeFont.Spacing : 0);
        return units * size / UnitsPerSize;
    }

    /// <summary>The text itself where it fits, otherwise its beginning and three dots.</summary>
    /// <param name="text">One line.</param>
    /// <param name="size">Height of a line.</param>
    /// <param name="width">Greatest width.</param>
    public static string Fit(string text, double size, double width)
    {
        if (Measure(text, size) <= width)
            return text;
        var length = text.Length;
        while (length > 0 && Measure(text[..length] + "...", size) > width)
            length--;
        return text[..length].TrimEnd() + "...";
    }

    /// <summary>Draws a text.</summary>
    /// <param name="canvas">Where on.</param>
    /// <param name="text">One line; characters that are not printable ASCII become question marks.</param>
    /// <param name="at">A point of the base line.</param>
    /// <param name="size">Height of a line.</param>
    /// <param name="color">The colour.</param>
    /// <param name="alignment">To which side of the point.</param>
    /// <param name="bold">Whether with a broad pen.</param>
    public static void Draw(Canvas canvas, string text, PointD at, double size, Color color, TextAlignment alignment = TextAlignment.Left, bool bold = false)
    {
        ArgumentNullException.ThrowIfNull(canvas);
        ArgumentNullException.ThrowIfNull(text);
        var scale = size / UnitsPerSize;
        var left = at.X - (alignment switch { TextAlignment.Center => .5, TextAlignment.Right => 1, _ => 0 }) * Measure(text, size);
        var pen = size * (bold ? .125 : .08);
        var path = new VectorPath(5);
        var dots = new VectorPath(3);
        foreach (var character in text)
        {
            var glyph = StrokeFont.Of(character);
            var origin = new PointD(left, at.Y - StrokeFont.CapHeight * scale);
            foreach (var stroke in glyph.Strokes)
            {
                // A dot as broad as the pen would look thinner than a line.
                if (stroke.Points is [var dot])
                    dots.AddEllipse(origin + dot * scale, .68 * pen, .68 * pen);
                else
                    Add(path, stroke, origin, scale);
            }

            left += (glyph.Width + StrokeFont.Spacing) * scale;
        }

        canvas.Stroke(path, color, pen);
        canvas.Fill(dots, color);
    }

    /// <summary>Draws a text that reads upwards, its middle at a point.</summary>
    /// <param name="canvas">Where on.</param>
    /// <param name="text">One line.</param>
    /// <param name="at">The middle of the base line.</param>
    /// <param name="size">Height of a line.</param>
    /// <param name="color">The colour.</param>
    public static void DrawUpwards(Canvas canvas, string text, PointD at, double size, Color color)
    {
        ArgumentNullException.ThrowIfNull(canvas);
        var before = canvas.Transform;
        // A quarter turn: along the line is up, down from the line is right.
        canvas.Transform = new Transform2D(
            -before.C, -before.D, before.A, before.B, before.A * at.X + before.C * at.Y + before.E, before.B * at.X + before.D * at.Y + before.F);
        Draw(canvas, text, default, size, color, TextAlignment.Center);
        canvas.Transform = before;
    }

    private static void Add(VectorPath path, StrokeFont.Stroke stroke, PointD origin, double scale)
    {
        PointD At(int i) => origin + stroke.Points[i] * scale;
        path.MoveTo(At(0));
        var last = stroke.Points.Length - 1;
        if (!stroke.Smooth)
        {
            for (var i = 1; i <= last; i++)
                path.LineTo(At(i));
            return;
        }

        // A quadratic B-spline: from middle to middle of the control polygon's sides.
        for (var i = 1; i < last; i++)
            path.QuadraticTo(At(i), i + 1 < last ? PointD.Lerp(At(i), At(i + 1), .5) : At(last));
    }
}
