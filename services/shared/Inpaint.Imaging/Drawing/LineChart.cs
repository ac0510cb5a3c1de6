namespace Inpaint.Imaging.Drawing;

/// <summary>One line of a chart.</summary>
/// <param name="Name">For the legend.</param>
/// <param name="Points">In the order in which they are joined; points that are not finite break the line.</param>
public sealed record ChartSeries(string Name, IReadOnlyList<PointD> Points);

/// <summary>A chart of lines over two axes, for example losses over steps.</summary>
public sealed record LineChart
{
    private static readonly Color Ink = new(38, 42, 50);
    private static readonly Color Faint = new(110, 116, 126);
    private static readonly Color Grid = new(228, 231, 236);

    // Okabe and Ito's colours, which the colour-blind can tell apart.
    private static readonly Color[] Palette =
    [
        new(0, 114, 178), new(213, 94, 0), new(0, 158, 115), new(204, 121, 167), new(230, 159, 0), new(86, 180, 233), new(90, 90, 90),
    ];

    /// <summary>Above the chart.</summary>
    public required string Title { get; init; }

    /// <summary>Below the horizontal axis.</summary>
    public string XLabel { get; init; } = "";

    /// <summary>Beside the vertical axis.</summary>
    public string YLabel { get; init; } = "";

    /// <summary>The lines.</summary>
    public required IReadOnlyList<ChartSeries> Series { get; init; }

    /// <summary>Whether equal ratios are equally far apart on the vertical axis; values of 0 and less are then left out.</summary>
    public bool LogarithmicY { get; init; }

    /// <summary>Columns of the picture, at least 240.</summary>
    public int Width { get; init; } = 960;

    /// <summary>Rows of the picture, at least 180.</summary>
    public int Height { get; init; } = 540;

    // A single line is named by title and axis.
    private bool NeedsLegend => Series.Count > 1;

    /// <summary>Draws the chart.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The picture is too small for a chart.</exception>
    public RgbImage Render()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Width, 240);
        ArgumentOutOfRangeException.ThrowIfLessThan(Height, 180);
        var canvas = Canvas.Create(Width, Height, Color.White);
        var x = new ChartScale(Series.SelectMany(s => s.Points).Select(p => p.X), logarithmic: false, ticks: Math.Max(3, Width / 120));
        var y = new ChartScale(Series.SelectMany(s => s.Points).Select(p => p.Y), LogarithmicY, ticks: Math.Max(3, Height / 80));
        var plot = new Plot(84, NeedsLegend ? 80 : 56, Width - 28, Height - 62);

        Text.Draw(canvas, Text.Fit(Title, 22, Width - 40), new PointD(plot.Left, 36), 22, Ink, bold: true);
        DrawAxes(canvas, plot, x, y);
        for (var i = 0; i < Series.Count; i++)
            DrawLine(canvas, plot, Series[i], Palette[i % Palette.Length], x, y);
        if (NeedsLegend)
            DrawLegend(canvas, plot);
        return canvas.Picture;
    }

    private void DrawAxes(Canvas canvas, Plot plot, ChartScale x, ChartScale y)
    {
        foreach (var (share, label) in y.Ticks)
        {
            var row = plot.Y(share);
            canvas.Stroke(VectorPath.Line(new(plot.Left, row), new(plot.Right, row)), Grid, new StrokeStyle(1, LineCap.Butt));
            Text.Draw(canvas, label, new PointD(plot.Left - 10, row + 5), 14, Faint, TextAlignment.Right);
        }

        foreach (var (share, label) in x.Ticks)
        {
            var column = plot.X(share);
            canvas.Stroke(VectorPath.Line(new(column, plot.Bottom), new(column, plot.Bottom + 5)), Faint, new StrokeStyle(1, LineCap.Butt));
            Text.Draw(canvas, label, new PointD(column, plot.Bottom + 22), 14, Faint, TextAlignment.Center);
        }

        var corner = VectorPath.Polyline([new(plot.Left, plot.Top), new(plot.Left, plot.Bottom), new(plot.Right, plot.Bottom)]);
        canvas.Stroke(corner, Faint, new StrokeStyle(1.2, LineCap.Butt, LineJoin.Miter));
        Text.Draw(canvas, XLabel, new PointD((plot.Left + plot.Right) / 2, plot.Bottom + 47), 15, Ink, TextAlignment.Center);
        Text.DrawUpwards(canvas, YLabel, new PointD(24, (plot.Top + plot.Bottom) / 2), 15, Ink);
    }

    private static void DrawLine(Canvas canvas, Plot plot, ChartSeries series, Color color, ChartScale x, ChartScale y)
    {
        var path = new VectorPath();
        var drawing = false;
        foreach (var point in series.Points)
        {
            if (!x.Shows(point.X) || !y.Shows(point.Y))
            {
                drawing = false;
                continue;
            }

            var at = new PointD(plot.X(x.Share(point.X)), plot.Y(y.Share(point.Y)));
            path = drawing ? path.LineTo(at) : path.MoveTo(at);
            drawing = true;
        }

        canvas.Stroke(path, color, 2.2);
    }

    // In a row above the plot, where it hides no line.
    private void DrawLegend(Canvas canvas, Plot plot)
    {
        const double Size = 14;
        const double Stroke = 24;
        const double Gap = 8;
        const double Between = 20;
        var room = Math.Max(0, (plot.Right - plot.Left) / Series.Count - Stroke - Gap - Between);
        var left = plot.Left;
        var row = plot.Top - 20;
        for (var i = 0; i < Series.Count; i++)
        {
            var name = Text.Fit(Series[i].Name, Size, room);
            canvas.Stroke(VectorPath.Line(new(left, row), new(left + Stroke, row)), Palette[i % Palette.Length], 3);
            Text.Draw(canvas, name, new PointD(left + Stroke + Gap, row + 5), Size, Ink);
            left += Stroke + Gap + Text.Measure(name, Size) + Between;
        }
    }

    private readonly record struct Plot(double Left, double Top, double Right, double Bottom)
    {
        public double X(double share) => Left + share * (Right - Left);

        public double Y(double share) => Bottom - share * (Bottom - Top);
    }
}
