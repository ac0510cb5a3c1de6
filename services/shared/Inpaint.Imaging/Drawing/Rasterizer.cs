namespace Inpaint.Imaging.Drawing;

/// <summary>
/// Turns outlines into the share of every pixel that they cover: exact along rows, sampled at <see cref="SubRows"/> heights of a row.
/// Keeps its buffers between shapes; not for use by several threads at once.
/// </summary>
internal sealed class Rasterizer(int width, int height)
{
    /// <summary>Heights at which a row is sampled: enough that a line a fifth of a pixel thick shows no steps.</summary>
    private const int SubRows = 16;

    private readonly float[] _delta = new float[width + 2];
    private readonly int[] _first = new int[height * SubRows + 1];
    private Edge[] _edges = new Edge[256];
    private Crossing[] _crossings = new Crossing[1024];
    private int _edgeCount;
    private int _firstSub = int.MaxValue;
    private int _lastSub = -1;

    /// <summary>Receives one row of coverage.</summary>
    /// <param name="row">Index of the row.</param>
    /// <param name="left">Column of the first element of <paramref name="coverage"/>.</param>
    /// <param name="coverage">Shares, 0 to 1 but for rounding.</param>
    public delegate void RowSink(int row, int left, ReadOnlySpan<float> coverage);

    /// <summary>Adds one side of an outline, in pixels.</summary>
    public void Add(PointD from, PointD to)
    {
        // Sides that are level, above, below or not finite never cross a sample height inside the picture.
        var direction = 1;
        if (from.Y > to.Y)
            (from, to, direction) = (to, from, -1);
        if (!(double.IsFinite(from.X) && double.IsFinite(to.X)) || !(to.Y > 0 && from.Y < height))
            return;

        var begin = (int)Math.Ceiling(Math.Max(from.Y, 0) * SubRows - .5);
        var end = (int)Math.Ceiling(Math.Min(to.Y, height) * SubRows - .5);
        begin = Math.Max(begin, 0);
        end = Math.Min(end, height * SubRows);
        if (begin >= end)
            return;

        if (_edgeCount == _edges.Length)
            Array.Resize(ref _edges, 2 * _edgeCount);
        var slope = (to.X - from.X) / (to.Y - from.Y);
        _edges[_edgeCount++] = new Edge(begin, end, from.X + ((begin + .5) / SubRows - from.Y) * slope, slope / SubRows, direction);
        _firstSub = Math.Min(_firstSub, begin);
        _lastSub = Math.Max(_lastSub, end);
    }

    /// <summary>Hands every touched row of what was added to the sink and forgets it.</summary>
    public void Sweep(FillRule rule, RowSink sink)
    {
        if (_edgeCount > 0)
        {
            SortCrossings();
            for (var row = _firstSub / SubRows; row <= (_lastSub - 1) / SubRows; row++)
                SweepRow(row, rule, sink);
        }

        (_edgeCount, _firstSub, _lastSub) = (0, int.MaxValue, -1);
    }

    private void SortCrossings()
    {
        // A counting sort by height, then an insertion sort of the few crossings of each height.
        var counts = _first.AsSpan(_firstSub, _lastSub - _firstSub + 1);
        counts.Clear();
        foreach (ref readonly var edge in _edges.AsSpan(0, _edgeCount))
        {
            for (var sub = edge.Begin; sub < edge.End; sub++)
                counts[sub - _firstSub]++;
        }

        var total = 0;
        for (var i = 0; i < counts.Length; i++)
            (counts[i], total) = (total, total + counts[i]);
        if (total > _crossings.Length)
            _crossings = new Crossing[Math.Max(total, 2 * _crossings.Length)];

        foreach (ref readonly var edge in _edges.AsSpan(0, _edgeCount))
        {
            for (var sub = edge.Begin; sub < edge.End; sub++)
                _crossings[counts[sub - _firstSub]++] = new Crossing((float)(edge.X + (sub - edge.Begin) * edge.Step), edge.Direction);
        }

        // Filling moved every start to the start of the next height.
        for (var i = counts.Length - 1; i > 0; i--)
            counts[i] = counts[i - 1];
        counts[0] = 0;
    }

    private void SweepRow(int row, FillRule rule, RowSink sink)
    {
        var (left, right) = (float.MaxValue, float.MinValue);
        var from = Math.Max(row * SubRows, _firstSub);
        var to = Math.Min((row + 1) * SubRows, _lastSub);
        for (var sub = from; sub < to; sub++)
        {
            var line = _crossings.AsSpan(_first[sub], _first[sub + 1] - _first[sub]);
            InsertionSort(line);
            var winding = 0;
            for (var i = 0; i + 1 < line.Length; i++)
            {
                winding += rule == FillRule.NonZero ? line[i].Direction : 1;
                var inside = rule == FillRule.NonZero ? winding != 0 : (winding & 1) != 0;
                if (!inside)
                    continue;
                var a = Math.Clamp(line[i].X, 0, width);
                var b = Math.Clamp(line[i + 1].X, 0, width);
                if (a >= b)
                    continue;
                AddStep(a, 1f / SubRows);
                AddStep(b, -1f / SubRows);
                (left, right) = (Math.Min(left, a), Math.Max(right, b));
            }
        }

        if (left > right)
            return;

        var first = (int)left;
        var last = Math.Min((int)right, width - 1);
        var sum = 0f;
        for (var x = first; x <= last; x++)
            _delta[x] = sum += _delta[x];
        sink(row, first, _delta.AsSpan(first, last - first + 1));
        _delta.AsSpan(first, Math.Min(last + 3, _delta.Length) - first).Clear();
    }

    private void AddStep(float x, float amount)
    {
        var column = (int)x;
        var share = x - column;
        _delta[column] += amount * (1 - share);
        _delta[column + 1] += amount * share;
    }

    private static void InsertionSort(Span<Crossing> line)
    {
        for (var i = 1; i < line.Length; i++)
        {
            var item = line[i];
            var j = i - 1;
            for (; j >= 0 && line[j].X > item.X; j--)
                line[j + 1] = line[j];
            line[j + 1] = item;
        }
    }

    private readonly record struct Edge(int Begin, int End, double X, double Step, int Direction);

    private readonly record struct Crossing(float X, int Direction);
}
