using Inpaint.Augmentation.DataSets;
using Inpaint.Imaging;
using Inpaint.Models.Parametric;
using Split = Inpaint.V1.Split;

namespace Inpaint.Tests.Unit.Augmentation.Batches;

/// <summary>Ten pictures of 16 x 12 pixels whose red says which one it is and whose green which column; counts how often it is asked.</summary>
internal sealed class TinyDataSet : IDataSet
{
    public const int Samples = 10;

    public bool HasOwnMasks { get; init; }

    public int Asked { get; private set; }

    public string Name => "tiny";

    public int Width => 16;

    public int Height => 12;

    public ParameterSchema? Parameters { get; init; }

    public string Digest => "";

    public int Count(Split split) => split == Split.Test ? 0 : Samples;

    public Sample Get(Split split, int index)
    {
        Asked++;
        var picture = new RgbImage(Width, Height);
        for (var i = 0; i < Width * Height; i++)
        {
            picture.Pixels[3 * i] = (byte)index;
            picture.Pixels[3 * i + 1] = (byte)(i % Width);
        }

        var mask = HasOwnMasks ? HoleMask.FromRectangles(Width, Height, [new PixelRectangle(0, 0, 2, 3)]) : null;
        double[]? values = Parameters is null ? null : [.. Parameters.Parameters.Select(_ => (double)index)];
        return new Sample($"tiny/{split}/{index}", picture, mask, values, "");
    }
}
