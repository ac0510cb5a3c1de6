using Inpaint.Imaging;

namespace Inpaint.Cli.Inputs;

/// <summary>The same rectangles for every picture.</summary>
internal sealed class RectangleMasks(IReadOnlyList<PixelRectangle> rectangles, string field) : IMaskSource
{
    public HoleMask For(string file, RgbImage picture)
    {
        try
        {
            return HoleMask.FromRectangles(picture.Width, picture.Height, rectangles);
        }
        catch (InvalidPictureArgumentException exception)
        {
            throw new InputException(field, $"{Path.GetFileName(file)}: {exception.Message}");
        }
    }
}
