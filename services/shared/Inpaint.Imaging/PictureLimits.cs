namespace Inpaint.Imaging;

/// <summary>The most a picture file may ask for; judged from its header, before anything is decompressed or allocated.</summary>
public sealed record PictureLimits
{
    /// <summary>16 Mpx, sides of 16384, files of 16 MiB.</summary>
    public static PictureLimits Default { get; } = new();

    /// <summary>Most pixels (width times height), itself included.</summary>
    public long MaxPixels { get; init; } = 16L * 1024 * 1024;

    /// <summary>Longest side in pixels, itself included.</summary>
    public int MaxSide { get; init; } = 16384;

    /// <summary>Largest file in bytes, itself included.</summary>
    public long MaxBytes { get; init; } = 16L * 1024 * 1024;
}
