namespace Inpaint.Imaging.Drawing;

/// <summary>
/// Turns lines into areas: one quadrangle a piece, one patch a join and cap, all wound the same way, so that the non-zero rule unites
/// them. Nothing has to be known of how they overlap.
/// </summary>
internal sealed class Stroker(StrokeStyle style, Action<ReadOnlySpan<PointD>> addPolygon)
{
    private readonly double _half = style.Width / 2;

    /// <summary>Hands the polygons of one outline on.</summary>
    public void Add(VectorPath.Contour contour)
    {
        var points = WithoutRepeats(contour);
        if (points.Count == 1)
        {
            AddDot(points[0]);
            return;
        }

        var pieces = contour.Closed ? points.Count : points.Count - 1;
        for (var i = 0; i < pieces; i++)
        {
            var (from, to) = (points[i], points[(i + 1) % points.Count]);
            AddPiece(from, to);
            if (i + 1 < pieces || contour.Closed)
                AddJoin(from, to, points[(i + 2) % points.Count]);
        }

        if (!contour.Closed)
        {
            AddCap(points[0], points[1]);
            AddCap(points[^1], points[^2]);
        }
    }

    private static List<PointD> WithoutRepeats(VectorPath.Contour contour)
    {
        var points = new List<PointD>(contour.Points.Count);
        foreach (var point in contour.Points)
        {
            if (points.Count == 0 || (point - points[^1]).Length > 1e-9)
                points.Add(point);
        }

        while (contour.Closed && points.Count > 1 && (points[0] - points[^1]).Length <= 1e-9)
            points.RemoveAt(points.Count - 1);
        return points;
    }

    private void AddPiece(PointD from, PointD to)
    {
        var side = (to - from).Normalised.Perpendicular * _half;
        Emit([from + side, to + side, to - side, from - side]);
    }

    private void AddJoin(PointD before, PointD corner, PointD after)
    {
        var (a, b) = ((corner - before).Normalised, (after - corner).Normalised);
        var turn = a.X * b.Y - a.Y * b.X;
        if (Math.Abs(turn) < 1e-6 && a.X * b.X + a.Y * b.Y > 0)
            return;
        if (style.Join == LineJoin.Round)
        {
            AddDisc(corner);
            return;
        }

        var outward = turn > 0 ? -_half : _half;
        var (p, q) = (corner + a.Perpendicular * outward, corner + b.Perpendicular * outward);
        var middle = (a.Perpendicular + b.Perpendicular) * .5;
        // |middle| is the cosine of half the turn; the miter is 1 / |middle| half widths long.
        if (style.Join == LineJoin.Miter && middle.Length * style.MiterLimit >= 1)
            Emit([corner, p, corner + middle * (outward / (middle.Length * middle.Length)), q]);
        else
            Emit([corner, p, q]);
    }

    private void AddCap(PointD end, PointD inner)
    {
        if (style.Cap == LineCap.Round)
        {
            AddDisc(end);
        }
        else if (style.Cap == LineCap.Square)
        {
            AddPiece(end, end + (end - inner).Normalised * _half);
        }
    }

    private void AddDot(PointD center)
    {
        if (style.Cap == LineCap.Round)
        {
            AddDisc(center);
        }
        else if (style.Cap == LineCap.Square)
        {
            AddPiece(center - new PointD(_half, 0), center + new PointD(_half, 0));
        }
    }

    private void AddDisc(PointD center)
    {
        const int Sides = 16;
        Span<PointD> disc = stackalloc PointD[Sides];
        for (var i = 0; i < Sides; i++)
            disc[i] = center + PointD.Polar(2 * Math.PI * i / Sides) * _half;
        Emit(disc);
    }

    private void Emit(ReadOnlySpan<PointD> polygon)
    {
        var area = 0.0;
        for (var i = 0; i < polygon.Length; i++)
        {
            var (p, q) = (polygon[i], polygon[(i + 1) % polygon.Length]);
            area += p.X * q.Y - p.Y * q.X;
        }

        if (area >= 0)
        {
            addPolygon(polygon);
            return;
        }

        Span<PointD> reversed = stackalloc PointD[polygon.Length];
        for (var i = 0; i < polygon.Length; i++)
            reversed[i] = polygon[polygon.Length - 1 - i];
        addPolygon(reversed);
    }
}
