using Inpaint.Imaging;
using Inpaint.Imaging.Resizing;

namespace Inpaint.Tests.Unit.Golden.Pictures;

public sealed class ResizeCases
{
    [GoldenTheory, GoldenCases("resize")]
    public void Picture_is_resized_as_by_Pillow(string path)
    {
        var golden = GoldenCase.Load(path);
        var given = golden.Tensor("in.pixels");
        var (height, width, channels) = ((int)given.Shape[0], (int)given.Shape[1], (int)given.Shape[2]);
        var (newHeight, newWidth) = (golden.Config.GetProperty("height").GetInt32(), golden.Config.GetProperty("width").GetInt32());
        var resampling = Enum.Parse<Resampling>(golden.Config.GetProperty("resample").GetString()!, ignoreCase: true);
        var resized = Resizer.Resize(given.Values<byte>(), width, height, channels, newWidth, newHeight, resampling);
        golden.Check("out.pixels", GoldenTensor.Of<byte>([newHeight, newWidth, channels], resized));
    }

    [GoldenTheory, GoldenCases("clip_preprocess")]
    public void Picture_is_made_ready_for_clip(string path)
    {
        var golden = GoldenCase.Load(path);
        var given = golden.Tensor("in.pixels");
        var size = golden.Config.GetProperty("n").GetInt32();
        var crop = golden.Config.GetProperty("transform").GetString() switch
        {
            "openai" => ClipCrop.OpenAi,
            "hf" => ClipCrop.HuggingFace,
            var transform => throw new InvalidDataException($"no runner knows the transform {transform}"),
        };
        var preprocessor = new ClipPreprocessor(size, Numbers(golden, "mean"), Numbers(golden, "std"), crop);
        var prepared = preprocessor.Prepare(new RgbImage((int)given.Shape[1], (int)given.Shape[0], given.Values<byte>()));
        golden.Check("out.pixel_values", GoldenTensor.Of<float>([3, size, size], prepared.Samples));
    }

    private static float[] Numbers(GoldenCase golden, string name) => [.. golden.Config.GetProperty(name).EnumerateArray().Select(value => value.GetSingle())];
}
