namespace Inpaint.Imaging.Classical;

/// <summary>
/// Telea, "An image inpainting technique based on the fast marching method" (2004), in the form that OpenCV made common: known pixels are
/// weighed by nearness, by their distance from the outline, and by how far they lie across it.
/// </summary>
internal sealed class TeleaMarch(RgbImage image, HoleMask mask, int radius) : HoleMarch(image, mask, radius)
{
    private const float LeastDirection = .01f;
    private const float DirectionFloor = 1e-6f;

    // Distances are negative outside, so that they run on smoothly across the outline; as far as they are looked for.
    protected override void BeforeMarch()
    {
        var outside = new MarchingFront(Width, Height);
        StartAtOutline(outside);
        var isNear = NearHole();
        for (var i = 0; i < isNear.Length; i++)
        {
            var pixel = FrameIndex(i % Width, i / Width);
            if (Mask.Hole[i] == 0 && isNear[i] && Front.Distance[pixel] != 0)
                outside.Add(pixel);
        }

        outside.March(pixel => Front.Distance[pixel] = -outside.Distance[pixel]);
    }

    protected override float LevelOf(int x, int y, int channel, ReadOnlySpan<(int X, int Y)> known)
    {
        var here = Front.Distance[FrameIndex(x, y)];
        var slopeX = DistanceSlope(x, y, 1, 0);
        var slopeY = DistanceSlope(x, y, 0, 1);
        var (sum, slopeSumX, slopeSumY, weights) = (0f, 0f, 0f, 1e-20f);
        foreach (var (stepX, stepY) in known)
        {
            float toX = -stepX, toY = -stepY;
            var square = toX * toX + toY * toY;
            var direction = toX * slopeX + toY * slopeY;
            if (Math.Abs(direction) <= LeastDirection)
                direction = DirectionFloor;

            var (atX, atY) = (x + stepX, y + stepY);
            var nearness = (float)(1 / (square * Math.Sqrt(square)));
            var level = (float)(1 / (1 + (double)Math.Abs(Front.Distance[FrameIndex(atX, atY)] - here)));
            var weight = Math.Abs(nearness * level * direction);
            sum += weight * Level(atX, atY, channel);
            slopeSumX -= weight * (SlopeRight(atX, atY, channel) * toX);
            slopeSumY -= weight * (SlopeDown(atX, atY, channel) * toY);
            weights += weight;
        }

        return sum / weights + (slopeSumX + slopeSumY) / (MathF.Sqrt(slopeSumX * slopeSumX + slopeSumY * slopeSumY) + 1e-20f) + .5f;
    }

    // The square of the radius around each pixel of the hole, along rows first.
    private bool[] NearHole()
    {
        var (rows, near) = (new bool[Mask.Hole.Length], new bool[Mask.Hole.Length]);
        for (var i = 0; i < rows.Length; i++)
        {
            if (Mask.Hole[i] != 0)
                rows.AsSpan((i / Width * Width)..(i / Width * Width + Width))[Math.Max(0, i % Width - Radius)..Math.Min(Width, i % Width + Radius + 1)].Fill(true);
        }

        for (var i = 0; i < rows.Length; i++)
        {
            for (var y = Math.Max(0, i / Width - Radius); rows[i] && y <= Math.Min(Height - 1, i / Width + Radius); y++)
            {
                near[y * Width + i % Width] = true;
            }
        }

        return near;
    }

    private float DistanceSlope(int x, int y, int stepX, int stepY)
    {
        var (before, here, after) = (FrameIndex(x - stepX, y - stepY), FrameIndex(x, y), FrameIndex(x + stepX, y + stepY));
        return (Front.IsInside(before), Front.IsInside(after)) switch
        {
            (false, false) => (Front.Distance[after] - Front.Distance[before]) / 2,
            (true, false) => Front.Distance[after] - Front.Distance[here],
            (false, true) => Front.Distance[here] - Front.Distance[before],
            _ => 0,
        };
    }

    private int SlopeRight(int x, int y, int channel)
    {
        var row = Low(y, Height);
        var (before, after) = (Level(Before(x, Width), row, channel), Level(After(x, Width), row, channel));
        return (IsKnown(x - 1, y), IsKnown(x + 1, y)) switch
        {
            (true, true) => 2 * (after - before),
            (false, true) => after - Level(Low(x, Width), row, channel),
            (true, false) => Level(High(x, Width), row, channel) - before,
            _ => 0,
        };
    }

    private int SlopeDown(int x, int y, int channel)
    {
        var column = Low(x, Width);
        var (before, after) = (Level(column, Before(y, Height), channel), Level(column, After(y, Height), channel));
        return (IsKnown(x, y - 1), IsKnown(x, y + 1)) switch
        {
            (true, true) => 2 * (after - before),
            (false, true) => after - Level(column, Low(y, Height), channel),
            (true, false) => Level(column, High(y, Height), channel) - before,
            _ => 0,
        };
    }
}
