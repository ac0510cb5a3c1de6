namespace Inpaint.Imaging.Classical;

/// <summary>
/// A picture's hole filled from its outline inwards, each pixel from the known ones within a radius. Results are meant to equal OpenCV's
/// (4.10 and later), whose arithmetic is in single precision and whose slopes along the picture's border are taken one pixel off.
/// </summary>
internal abstract class HoleMarch
{
    public const int MostRadius = 100;
    private readonly RgbImage _result;
    private readonly (int X, int Y)[] _disc;

    /// <exception cref="InvalidPictureArgumentException">The mask does not fit, covers everything, or the radius is not 1 to 100.</exception>
    protected HoleMarch(RgbImage image, HoleMask mask, int radius)
    {
        ClassicalInpainting.ThrowUnlessFillable(image, mask);
        if (radius is < 1 or > MostRadius)
            throw new InvalidPictureArgumentException($"a radius of {radius} is not in 1 to {MostRadius}");

        (Mask, Radius) = (mask, radius);
        _result = new RgbImage(image.Width, image.Height, (byte[])image.Pixels.Clone());
        _disc = [.. from y in Enumerable.Range(-radius, 2 * radius + 1)
                    from x in Enumerable.Range(-radius, 2 * radius + 1)
                    where x * x + y * y <= radius * radius
                    select (x, y)];
        Front = new MarchingFront(image.Width, image.Height);
    }

    protected HoleMask Mask { get; }

    protected int Radius { get; }

    protected MarchingFront Front { get; }

    protected int Width => _result.Width;

    protected int Height => _result.Height;

    /// <summary>Fills the hole; known pixels stay byte for byte.</summary>
    public RgbImage Run()
    {
        StartAtOutline(Front);
        for (var i = 0; i < Mask.Hole.Length; i++)
        {
            if (Mask.Hole[i] != 0)
                Front.Add(FrameIndex(i % Width, i / Width));
        }

        BeforeMarch();
        Front.March(Fill);
        return _result;
    }

    /// <summary>Puts the known pixels beside the hole on a front.</summary>
    protected void StartAtOutline(MarchingFront front)
    {
        for (var i = 0; i < Mask.Hole.Length; i++)
        {
            var (x, y) = (i % Width, i / Width);
            if (Mask.Hole[i] == 0 && (IsHole(x - 1, y) || IsHole(x + 1, y) || IsHole(x, y - 1) || IsHole(x, y + 1)))
                front.Start(FrameIndex(x, y));
        }
    }

    protected virtual void BeforeMarch()
    {
    }

    /// <summary>The level of one channel of a hole's pixel, from the known pixels around it; rounded to the nearest, halves to even.</summary>
    /// <param name="x">Its column.</param>
    /// <param name="y">Its row.</param>
    /// <param name="channel">0, 1 or 2.</param>
    /// <param name="known">Steps to the pixels known or filled so far, within the radius.</param>
    protected abstract float LevelOf(int x, int y, int channel, ReadOnlySpan<(int X, int Y)> known);

    protected int FrameIndex(int x, int y) => (y + 1) * Front.Stride + x + 1;

    protected bool IsKnown(int x, int y) => !Front.IsInside(FrameIndex(x, y));

    protected int Level(int x, int y, int channel) => _result.Pixels[3 * (y * Width + x) + channel];

    /// <summary>The place that OpenCV takes for one in a slope: for the first it takes the second.</summary>
    protected static int Low(int place, int length) => place == 0 && length > 1 ? 1 : place;

    /// <summary>The place that OpenCV takes for one before it looks at the next: for the last it takes the last but one.</summary>
    protected static int High(int place, int length) => place == length - 1 && length > 1 ? place - 1 : place;

    /// <summary>The place before the one of <see cref="Low"/>.</summary>
    protected static int Before(int place, int length) => Math.Max(0, Low(place, length) - 1);

    /// <summary>The place after the one of <see cref="High"/>.</summary>
    protected static int After(int place, int length) => Math.Min(length - 1, High(place, length) + 1);

    private bool IsHole(int x, int y) => x >= 0 && x < Width && y >= 0 && y < Height && Mask.Hole[y * Width + x] != 0;

    private void Fill(int pixel)
    {
        var (x, y) = (pixel % Front.Stride - 1, pixel / Front.Stride - 1);
        var known = new (int X, int Y)[_disc.Length];
        var count = 0;
        foreach (var step in _disc)
        {
            var (atX, atY) = (x + step.X, y + step.Y);
            if (atX >= 0 && atX < Width && atY >= 0 && atY < Height && IsKnown(atX, atY))
                known[count++] = step;
        }

        for (var channel = 0; channel < 3; channel++)
        {
            var level = LevelOf(x, y, channel, known.AsSpan(0, count));
            _result.Pixels[3 * (y * Width + x) + channel] = (byte)Math.Clamp(MathF.Round(level), 0, 255);
        }
    }
}
