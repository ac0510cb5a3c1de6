using Inpaint.Imaging;

namespace Inpaint.Tests.Unit.Imaging;

public sealed class PlanarImageTests
{
    [Fact]
    public void Planes_have_the_levels_of_pictures_of_any_size()
    {
        for (var width = 1; width <= 40; width++)
        {
            var image = TestPictures.Noise(width, 3, seed: width);
            var planes = PlanarImage.FromRgb(image);
            for (var channel = 0; channel < 3; channel++)
                Assert.Equal(image.Pixels.Where((_, i) => i % 3 == channel).Select(level => (float)level), planes.Plane(channel).ToArray());
        }
    }
}
