namespace Inpaint.Imaging.Classical;

/// <summary>Numbers the hole's pixels as unknowns of a linear system, along the hole's shorter side, which keeps neighbours' numbers near.</summary>
internal sealed class HoleUnknowns
{
    public const int Known = -1;

    public HoleUnknowns(HoleMask mask)
    {
        Number = new int[mask.Hole.Length];
        Array.Fill(Number, Known);
        var pixels = Enumerable.Range(0, mask.Hole.Length).Where(i => mask.Hole[i] != 0).ToArray();
        var columns = pixels.Select(i => i % mask.Width).DefaultIfEmpty().Aggregate((Low: int.MaxValue, High: 0), (span, x) => (Math.Min(span.Low, x), Math.Max(span.High, x)));
        var rows = pixels.Select(i => i / mask.Width).DefaultIfEmpty().Aggregate((Low: int.MaxValue, High: 0), (span, y) => (Math.Min(span.Low, y), Math.Max(span.High, y)));
        Pixels = columns.High - columns.Low <= rows.High - rows.Low
            ? pixels
            : [.. pixels.OrderBy(i => i % mask.Width).ThenBy(i => i / mask.Width)];
        for (var i = 0; i < Pixels.Length; i++)
        {
            Number[Pixels[i]] = i;
        }
    }

    /// <summary>Each unknown's pixel.</summary>
    public int[] Pixels { get; }

    /// <summary>Each pixel's unknown, or <see cref="Known"/>.</summary>
    public int[] Number { get; }
}
