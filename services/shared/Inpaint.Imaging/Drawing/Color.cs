namespace Inpaint.Imaging.Drawing;

/// <summary>A colour to draw with.</summary>
/// <param name="Red">Red, 0 to 255.</param>
/// <param name="Green">Green, 0 to 255.</param>
/// <param name="Blue">Blue, 0 to 255.</param>
/// <param name="Alpha">Opacity, 0 to 1.</param>
public readonly record struct Color(byte Red, byte Green, byte Blue, double Alpha = 1)
{
    /// <summary>Opaque white.</summary>
    public static Color White { get; } = new(255, 255, 255);

    /// <summary>Opaque black.</summary>
    public static Color Black { get; } = new(0, 0, 0);

    /// <summary>Brightness as the eye weighs the channels (Rec. 601), 0 to 255.</summary>
    public double Luma => .299 * Red + .587 * Green + .114 * Blue;

    /// <summary>An opaque grey.</summary>
    /// <param name="level">0 black to 255 white.</param>
    public static Color Gray(byte level) => new(level, level, level);

    /// <summary>The same colour with another opacity.</summary>
    /// <param name="alpha">Opacity, 0 to 1.</param>
    public Color WithAlpha(double alpha) => this with { Alpha = alpha };

    /// <summary>A mixture of this colour and another; opacity stays.</summary>
    /// <param name="other">The other colour.</param>
    /// <param name="share">Share of the other, 0 to 1.</param>
    public Color Mix(Color other, double share) => new(
        Mix(Red, other.Red, share),
        Mix(Green, other.Green, share),
        Mix(Blue, other.Blue, share),
        Alpha);

    private static byte Mix(byte from, byte to, double share) =>
        (byte)Math.Clamp(Math.Round(from + (to - from) * share), 0, 255);
}
