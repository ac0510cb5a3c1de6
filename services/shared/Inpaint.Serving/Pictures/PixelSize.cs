namespace Inpaint.Serving;

/// <summary>Width and height in pixels.</summary>
public readonly record struct PixelSize(int Width, int Height)
{
    /// <summary>As people write it, for example <c>128x80</c>.</summary>
    public override string ToString() => $"{Width}x{Height}";
}
