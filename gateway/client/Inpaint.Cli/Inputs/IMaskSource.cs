using Inpaint.Imaging;

namespace Inpaint.Cli.Inputs;

/// <summary>Says where the hole of each picture is.</summary>
internal interface IMaskSource
{
    /// <summary>The hole of a picture.</summary>
    /// <param name="file">The picture's path.</param>
    /// <param name="picture">The picture.</param>
    /// <exception cref="InputException">There is no mask for it, or one that does not fit.</exception>
    HoleMask For(string file, RgbImage picture);
}
