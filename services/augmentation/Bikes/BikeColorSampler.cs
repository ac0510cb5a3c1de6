using Inpaint.Augmentation.Batches;

namespace Inpaint.Augmentation.Bikes;

/// <summary>Draws a frame's colour: mostly lacquer of any hue, sometimes white, black, or the bare material.</summary>
internal static class BikeColorSampler
{
    public static void Sample(ref SplitMix64 random, BikeValues bike)
    {
        var bare = bike.Material switch
        {
            FrameMaterial.Bamboo => .75,
            FrameMaterial.Titanium => .7,
            FrameMaterial.Carbon => .22,
            _ => 0,
        };
        var (red, green, blue) = random.Chance(bare) ? Bare(ref random, bike.Material) : Lacquer(ref random);
        bike[BikeParameter.ColorRed] = Math.Round(red);
        bike[BikeParameter.ColorGreen] = Math.Round(green);
        bike[BikeParameter.ColorBlue] = Math.Round(blue);
    }

    private static (double Red, double Green, double Blue) Bare(ref SplitMix64 random, FrameMaterial material)
    {
        var light = random.Uniform(.9, 1.08);
        return material switch
        {
            FrameMaterial.Bamboo => (206 * light, 164 * light, 92 * light * random.Uniform(.85, 1.1)),
            FrameMaterial.Titanium => (148 * light, 146 * light, 142 * light),
            _ => (44 * light, 45 * light, 50 * light),
        };
    }

    private static (double Red, double Green, double Blue) Lacquer(ref SplitMix64 random)
    {
        var kind = random.Pick([.62, .2, .18]);
        var hue = random.Uniform(0, 360);
        return kind switch
        {
            0 => FromHsv(hue, random.Uniform(.7, 1), random.Uniform(.6, .98)),
            1 => FromHsv(hue, random.Uniform(.25, .6), random.Uniform(.4, .9)),
            _ => random.Chance(.5) ? FromHsv(hue, .04, random.Uniform(.84, .99)) : FromHsv(hue, .1, random.Uniform(.1, .3)),
        };
    }

    private static (double Red, double Green, double Blue) FromHsv(double hue, double saturation, double value)
    {
        return (Channel(5), Channel(3), Channel(1));

        double Channel(int n)
        {
            var k = (n + hue / 60) % 6;
            return 255 * value * (1 - saturation * Math.Clamp(Math.Min(k, 4 - k), 0, 1));
        }
    }
}
