using Inpaint.Augmentation.DataSets;
using Inpaint.Augmentation.DataSets.Files;
using Inpaint.Augmentation.DataSets.Files.Csv;
using Inpaint.Imaging;

namespace Inpaint.Tests.Unit.Golden.Pictures;

public sealed class MaskCases
{
    [GoldenTheory, GoldenCases("mask")]
    public void Hole_is_cut_as_defined(string path)
    {
        var golden = GoldenCase.Load(path);
        Action<GoldenCase> run = golden.Config.GetProperty("form").GetString() switch
        {
            "challenge" => CutChallengeRectangles,
            "squares" => CutSquares,
            var form => throw new InvalidDataException($"no runner knows the form {form}"),
        };
        if (golden.ErrorClass is null)
        {
            run(golden);
            return;
        }

        Assert.Equal("invalid", golden.ErrorClass);
        var refusal = Assert.ThrowsAny<Exception>(() => run(golden));
        Assert.True(refusal is InvalidPictureArgumentException or DataFileException, $"refused with {refusal}");
    }

    private static void CutChallengeRectangles(GoldenCase golden)
    {
        var (pixels, rows) = (golden.Tensor("in.pixels"), golden.Tensor("in.rectangles"));
        var (pictures, height, width) = ((int)pixels.Shape[0], (int)pixels.Shape[2], (int)pixels.Shape[3]);
        var rectangles = ChallengeRectangles.Read(rows.Values<long>(), rows.Shape, pictures, width, height);
        var masks = rectangles.Select(rectangle => HoleMask.FromRectangles(width, height, [rectangle])).ToArray();
        var masked = masks.Select((mask, i) => PictureTensors.Planes(MaskedPictures.CutHole(PictureTensors.Rgb(pixels, i), mask)));
        golden.Check("out.masked", GoldenTensor.Of<byte>(pixels.Shape, masked.SelectMany(planes => planes).ToArray()));
        golden.Check("out.mask", GoldenTensor.Of<byte>([pictures, 1, height, width], masks.SelectMany(mask => mask.Hole).ToArray()));
    }

    private static void CutSquares(GoldenCase golden)
    {
        var (height, width) = (golden.Config.GetProperty("height").GetInt32(), golden.Config.GetProperty("width").GetInt32());
        using var csv = new StringReader(golden.Config.GetProperty("csv").GetString()!);
        var squares = SquarePairTable.Read(csv, "squares.csv", golden.Config.GetProperty("size").GetInt32());
        var mask = HoleMask.FromRectangles(width, height, Assert.Single(squares));
        golden.Check("out.mask", GoldenTensor.Of<byte>([1, height, width], mask.Hole));
        if (!golden.ExpectedKeys.Contains("out.masked"))
            return;

        var pixels = golden.Tensor("in.pixels");
        var image = PictureTensors.Rgb(pixels with { Shape = [1, .. pixels.Shape] }, 0);
        var masked = MaskedPictures.CutHole(image, mask, golden.Config.GetProperty("fill").GetByte());
        golden.Check("out.masked", GoldenTensor.Of<byte>(pixels.Shape, PictureTensors.Planes(masked)));
    }
}
