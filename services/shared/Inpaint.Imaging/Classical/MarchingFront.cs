namespace Inpaint.Imaging.Classical;

/// <summary>
/// The fast marching method: visits a region's pixels in the order of their distance from its outline. Planes have a frame of one pixel
/// around the picture, so that no neighbour needs a check.
/// </summary>
internal sealed class MarchingFront
{
    private const float Far = 1e6f;
    private readonly PriorityQueue<int, (float Distance, int Order)> _queue = new();
    private readonly bool[] _inside;
    private int _pushed;

    /// <param name="width">Columns of the picture.</param>
    /// <param name="height">Rows of the picture.</param>
    public MarchingFront(int width, int height)
    {
        Stride = width + 2;
        Distance = new float[Stride * (height + 2)];
        Array.Fill(Distance, Far);
        _inside = new bool[Distance.Length];
        Neighbours = [-Stride, -1, Stride, 1];
    }

    /// <summary>Pixels from one row of the framed planes to the next.</summary>
    public int Stride { get; }

    /// <summary>Distance of each visited pixel, in pixels.</summary>
    public float[] Distance { get; }

    /// <summary>Steps to the four neighbours.</summary>
    public int[] Neighbours { get; }

    /// <summary>Whether a pixel is still to be visited.</summary>
    public bool IsInside(int pixel) => _inside[pixel];

    /// <summary>Adds a pixel to the region.</summary>
    public void Add(int pixel) => _inside[pixel] = true;

    /// <summary>Adds a pixel of the outline, from which distances are counted.</summary>
    public void Start(int pixel)
    {
        Distance[pixel] = 0;
        Push(pixel);
    }

    /// <summary>Visits the region. A pixel handed to <paramref name="visit"/> has its distance, and still counts as inside.</summary>
    public void March(Action<int>? visit = null)
    {
        while (_queue.TryDequeue(out var pixel, out _))
        {
            foreach (var step in Neighbours)
            {
                var next = pixel + step;
                if (!_inside[next])
                    continue;

                Distance[next] = NearestDistance(next);
                visit?.Invoke(next);
                _inside[next] = false;
                Push(next);
            }
        }
    }

    private void Push(int pixel) => _queue.Enqueue(pixel, (Distance[pixel], _pushed++));

    private float NearestDistance(int pixel) => Math.Min(
        Math.Min(Solve(pixel - Stride, pixel - 1), Solve(pixel + Stride, pixel - 1)),
        Math.Min(Solve(pixel - Stride, pixel + 1), Solve(pixel + Stride, pixel + 1)));

    // The distance at which the slope between one vertical and one horizontal neighbour is 1.
    private float Solve(int vertical, int horizontal)
    {
        double a = Distance[vertical], b = Distance[horizontal];
        if (!_inside[vertical] && !_inside[horizontal])
            return (float)(Math.Abs(a - b) >= 1 ? 1 + Math.Min(a, b) : (a + b + Math.Sqrt(2 - (a - b) * (a - b))) * .5);

        return (float)(1 + (!_inside[vertical] ? a : !_inside[horizontal] ? b : Math.Min(a, b)));
    }
}
