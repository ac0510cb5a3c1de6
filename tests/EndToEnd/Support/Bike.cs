using System.Runtime.InteropServices;
using Google.Protobuf;
using Inpaint.Imaging;
using Inpaint.V1;

namespace Inpaint.Tests.EndToEnd.Support;

/// <summary>One sample of a batch, as pictures.</summary>
internal sealed record Bike(RgbImage Whole, RgbImage Partial, HoleMask Mask, double[] Parameters)
{
    public static Bike From(PullBatchesResponse batch, int place)
    {
        (int height, int width) = ((int)batch.Pictures.Shape[2], (int)batch.Pictures.Shape[3]);
        int area = width * height;
        ReadOnlySpan<byte> planes = batch.Pictures.Data.Span.Slice(3 * place * area, 3 * area);
        var whole = new RgbImage(width, height);
        for (int i = 0; i < area; i++)
        {
            for (int channel = 0; channel < 3; channel++)
                whole.Pixels[3 * i + channel] = planes[channel * area + i];
        }
        var mask = new HoleMask(width, height, batch.Masks.Data.Span.Slice(place * area, area).ToArray());
        int parameters = (int)batch.Parameters.Shape[1];
        double[] values = MemoryMarshal.Cast<byte, double>(batch.Parameters.Data.Span).Slice(place * parameters, parameters).ToArray();
        return new Bike(whole, MaskedPictures.CutHole(whole, mask), mask, values);
    }

    /// <summary>A request to complete it.</summary>
    public InpaintRequest Request(string id = "bike") => new()
    {
        RequestId = id,
        Partial = new Picture { Format = PictureFormat.Png, Data = ByteString.CopyFrom(PictureCodec.EncodePng(Partial)) },
        Mask = new Mask { Picture = new Picture { Format = PictureFormat.Png, Data = ByteString.CopyFrom(PictureCodec.EncodePng(Mask)) } },
        Seed = 5,
    };
}
