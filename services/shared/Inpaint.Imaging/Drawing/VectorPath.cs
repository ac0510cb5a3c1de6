namespace Inpaint.Imaging.Drawing;

/// <summary>
/// Outlines made of straight pieces, built by moving a pen. Curves are cut into pieces as they are added, fine enough for pictures of
/// a few hundred pixels a side; <see cref="CurveSteps"/> says how fine.
/// </summary>
public sealed class VectorPath
{
    private readonly List<Contour> _contours = [];
    private List<PointD>? _open;

    /// <summary>Creates an empty path.</summary>
    /// <param name="curveSteps">Straight pieces in a quarter of a circle or in a Bezier curve, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="curveSteps"/> is below 1.</exception>
    public VectorPath(int curveSteps = 12)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(curveSteps, 1);
        CurveSteps = curveSteps;
    }

    /// <summary>Straight pieces in a quarter of a circle or in a Bezier curve.</summary>
    public int CurveSteps { get; }

    internal IReadOnlyList<Contour> Contours => _contours;

    /// <summary>A path of one straight line.</summary>
    /// <param name="from">Where it begins.</param>
    /// <param name="to">Where it ends.</param>
    public static VectorPath Line(PointD from, PointD to) => new VectorPath().MoveTo(from).LineTo(to);

    /// <summary>A path of straight lines through points.</summary>
    /// <param name="points">At least two points.</param>
    /// <param name="closed">Whether the last is joined to the first.</param>
    public static VectorPath Polyline(ReadOnlySpan<PointD> points, bool closed = false)
    {
        var path = new VectorPath().MoveTo(points[0]);
        foreach (var point in points[1..])
            path.LineTo(point);
        return closed ? path.Close() : path;
    }

    /// <summary>A circle.</summary>
    /// <param name="center">Its centre.</param>
    /// <param name="radius">Its radius.</param>
    /// <param name="curveSteps">Straight pieces in a quarter of it.</param>
    public static VectorPath Circle(PointD center, double radius, int curveSteps = 12) =>
        new VectorPath(curveSteps).AddEllipse(center, radius, radius);

    /// <summary>A rectangle with sides along the axes.</summary>
    /// <param name="left">Smallest x.</param>
    /// <param name="top">Smallest y.</param>
    /// <param name="right">Largest x.</param>
    /// <param name="bottom">Largest y.</param>
    public static VectorPath Rectangle(double left, double top, double right, double bottom) =>
        Polyline([new(left, top), new(right, top), new(right, bottom), new(left, bottom)], closed: true);

    /// <summary>Lifts the pen and begins a new outline.</summary>
    /// <param name="point">Where it begins.</param>
    public VectorPath MoveTo(PointD point)
    {
        _open = [point];
        _contours.Add(new Contour(_open));
        return this;
    }

    /// <summary>Draws a straight line from the pen.</summary>
    /// <param name="point">Where it ends.</param>
    /// <exception cref="InvalidOperationException">No outline is open.</exception>
    public VectorPath LineTo(PointD point)
    {
        Pen.Add(point);
        return this;
    }

    /// <summary>Draws a quadratic Bezier curve from the pen.</summary>
    /// <param name="control">The control point.</param>
    /// <param name="end">Where it ends.</param>
    /// <exception cref="InvalidOperationException">No outline is open.</exception>
    public VectorPath QuadraticTo(PointD control, PointD end)
    {
        var start = Pen[^1];
        for (var i = 1; i <= CurveSteps; i++)
        {
            var t = i / (double)CurveSteps;
            Pen.Add(PointD.Lerp(PointD.Lerp(start, control, t), PointD.Lerp(control, end, t), t));
        }

        return this;
    }

    /// <summary>Draws a cubic Bezier curve from the pen.</summary>
    /// <param name="first">The first control point.</param>
    /// <param name="second">The second control point.</param>
    /// <param name="end">Where it ends.</param>
    /// <exception cref="InvalidOperationException">No outline is open.</exception>
    public VectorPath CubicTo(PointD first, PointD second, PointD end)
    {
        var start = Pen[^1];
        for (var i = 1; i <= CurveSteps; i++)
        {
            var t = i / (double)CurveSteps;
            var s = 1 - t;
            Pen.Add(start * (s * s * s) + first * (3 * s * s * t) + second * (3 * s * t * t) + end * (t * t * t));
        }

        return this;
    }

    /// <summary>Draws an arc of a circle, with a straight line to its beginning where an outline is open.</summary>
    /// <param name="center">Centre of the circle.</param>
    /// <param name="radius">Its radius.</param>
    /// <param name="fromRadians">Angle where the arc begins, from the x axis towards the y axis.</param>
    /// <param name="toRadians">Angle where it ends; smaller than the first turns the other way.</param>
    public VectorPath Arc(PointD center, double radius, double fromRadians, double toRadians)
    {
        var steps = Math.Max(1, (int)Math.Ceiling(Math.Abs(toRadians - fromRadians) / (Math.PI / 2) * CurveSteps));
        for (var i = 0; i <= steps; i++)
        {
            var point = center + PointD.Polar(fromRadians + (toRadians - fromRadians) * i / steps) * radius;
            if (i == 0 && _open is null)
                MoveTo(point);
            else
                Pen.Add(point);
        }

        return this;
    }

    /// <summary>Adds a whole ellipse with axes along x and y as an outline of its own.</summary>
    /// <param name="center">Its centre.</param>
    /// <param name="radiusX">Half its width.</param>
    /// <param name="radiusY">Half its height.</param>
    public VectorPath AddEllipse(PointD center, double radiusX, double radiusY)
    {
        var steps = 4 * CurveSteps;
        for (var i = 0; i < steps; i++)
        {
            var unit = PointD.Polar(2 * Math.PI * i / steps);
            var point = new PointD(center.X + unit.X * radiusX, center.Y + unit.Y * radiusY);
            if (i == 0)
                MoveTo(point);
            else
                Pen.Add(point);
        }

        return Close();
    }

    /// <summary>Joins the end of the open outline to its beginning.</summary>
    public VectorPath Close()
    {
        if (_open is not null)
            _contours[^1].Closed = true;
        _open = null;
        return this;
    }

    private List<PointD> Pen => _open ?? throw new InvalidOperationException("No outline is open: begin with MoveTo.");

    internal sealed class Contour(List<PointD> points)
    {
        public List<PointD> Points { get; } = points;

        public bool Closed { get; set; }
    }
}
