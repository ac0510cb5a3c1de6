using Inpaint.Imaging.Codecs;

namespace Inpaint.Imaging;

/// <summary>The file formats that are read.</summary>
public enum PictureFileKind
{
    /// <summary>PNG, every bit depth and colour type.</summary>
    Png,

    /// <summary>JPEG, baseline or progressive, 8 bit, one or three components.</summary>
    Jpeg,
}

/// <summary>What a picture file says of itself before anything is decompressed.</summary>
/// <param name="Kind">Its format.</param>
/// <param name="StoredWidth">Columns as stored.</param>
/// <param name="StoredHeight">Rows as stored.</param>
/// <param name="Orientation">EXIF orientation, 1 (upright) to 8.</param>
public sealed record PictureHeader(PictureFileKind Kind, int StoredWidth, int StoredHeight, int Orientation)
{
    /// <summary>Columns of the decoded, upright picture.</summary>
    public int Width => ExifOrientation.SwapsSides(Orientation) ? StoredHeight : StoredWidth;

    /// <summary>Rows of the decoded, upright picture.</summary>
    public int Height => ExifOrientation.SwapsSides(Orientation) ? StoredWidth : StoredHeight;
}
