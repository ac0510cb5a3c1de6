using Inpaint.Imaging;
using Inpaint.Models;

namespace Inpaint.Tests.Unit.Models;

public sealed class PictureTensorsTests
{
    [Fact]
    public void Every_level_of_every_channel_comes_back_from_a_tensor()
    {
        var image = new RgbImage(256, 3);
        for (var i = 0; i < image.Pixels.Length; i++)
        {
            image.Pixels[i] = (byte)(i / 3 + 85 * (i % 3));
        }

        using var tensor = PictureTensors.FromPicture(image);
        Assert.Equal([1, 3, 3, 256], tensor.shape);
        Assert.Equal(image.Pixels, PictureTensors.ToPicture(tensor).Pixels);
    }
}
