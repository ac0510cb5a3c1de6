namespace Inpaint.Imaging.Drawing;

/// <summary>Which side of its outlines a shape is.</summary>
public enum FillRule
{
    /// <summary>Inside where the outlines wind around; overlapping parts unite.</summary>
    NonZero,

    /// <summary>Inside where an odd number of outlines lies around; overlapping parts are holes.</summary>
    EvenOdd,
}

/// <summary>How a line begins and ends.</summary>
public enum LineCap
{
    /// <summary>Cut off at the end point.</summary>
    Butt,

    /// <summary>A half disc around the end point.</summary>
    Round,

    /// <summary>Half a square beyond the end point.</summary>
    Square,
}

/// <summary>How two pieces of a line meet.</summary>
public enum LineJoin
{
    /// <summary>A disc around the corner.</summary>
    Round,

    /// <summary>The outer edges prolonged until they meet; a bevel where that is further out than <see cref="StrokeStyle.MiterLimit"/>.</summary>
    Miter,

    /// <summary>The corner cut off.</summary>
    Bevel,
}

/// <summary>How a line is drawn.</summary>
/// <param name="Width">Width in units of the path, above 0.</param>
/// <param name="Cap">Its ends.</param>
/// <param name="Join">Its corners.</param>
/// <param name="MiterLimit">Longest miter, in half widths.</param>
public readonly record struct StrokeStyle(double Width, LineCap Cap = LineCap.Round, LineJoin Join = LineJoin.Round, double MiterLimit = 4);
