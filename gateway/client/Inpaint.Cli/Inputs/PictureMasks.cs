using Inpaint.Imaging;

namespace Inpaint.Cli.Inputs;

/// <summary>Masks as pictures, white = hole: one file for all pictures, or a folder with a mask of the same name for each.</summary>
internal sealed class PictureMasks(string path, string field) : IMaskSource
{
    private readonly NamedPictures _masks = new(path, field);

    public HoleMask For(string file, RgbImage picture)
    {
        string maskFile = _masks.Find(file);
        HoleMask mask = HoleMask.FromImage(PictureFiles.Read(maskFile));
        return mask.Width == picture.Width && mask.Height == picture.Height
            ? mask
            : throw new InputException(field, $"'{maskFile}' is {mask.Width}x{mask.Height}, but '{file}' is {picture.Width}x{picture.Height}.");
    }
}
