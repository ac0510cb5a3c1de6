using Inpaint.Imaging.Drawing;

namespace Inpaint.Augmentation.Bikes;

/// <summary>Names colours as people do: by the nearest of a list.</summary>
internal static class ColorNames
{
    private static readonly (string Name, Color Color)[] Known =
    [
        ("black", new(18, 18, 20)), ("jet-black", new(32, 32, 34)), ("charcoal", new(58, 60, 64)), ("slate-gray", new(98, 106, 116)),
        ("graphite", new(80, 80, 84)), ("gray", new(130, 130, 132)), ("silver", new(182, 184, 188)), ("titanium-gray", new(148, 146, 142)),
        ("pearl-white", new(232, 228, 222)), ("white", new(246, 246, 246)), ("ivory", new(240, 236, 214)), ("cream", new(238, 224, 186)),
        ("beige", new(212, 192, 156)), ("sand", new(206, 164, 92)), ("tan", new(184, 140, 92)), ("taupe", new(134, 118, 104)),
        ("chocolate-brown", new(92, 56, 32)), ("chestnut", new(134, 72, 44)), ("rust", new(172, 78, 34)), ("terracotta", new(200, 104, 78)),
        ("copper", new(186, 112, 60)), ("red", new(214, 28, 34)), ("crimson", new(168, 16, 44)), ("scarlet", new(240, 44, 22)),
        ("burgundy", new(110, 20, 44)), ("brick-red", new(160, 58, 50)), ("salmon", new(240, 140, 120)), ("coral", new(250, 112, 86)),
        ("orange", new(246, 128, 16)), ("burnt-orange", new(200, 90, 12)), ("amber", new(248, 176, 20)), ("golden", new(212, 166, 30)),
        ("mustard", new(190, 152, 44)), ("yellow", new(248, 224, 30)), ("lemon-yellow", new(240, 240, 80)), ("lime-green", new(160, 222, 28)),
        ("olive", new(118, 120, 44)), ("grass-green", new(70, 170, 40)), ("green", new(30, 190, 30)), ("forest-green", new(28, 92, 46)),
        ("emerald", new(16, 158, 92)), ("mint", new(130, 226, 176)), ("sage", new(144, 166, 134)), ("sea-green", new(44, 150, 122)),
        ("turquoise", new(30, 212, 196)), ("teal", new(14, 124, 128)), ("aquamarine", new(96, 240, 204)), ("cyan", new(20, 214, 240)),
        ("sky-blue", new(110, 188, 236)), ("powder-blue", new(172, 206, 224)), ("azure", new(20, 140, 236)), ("steel-blue", new(78, 122, 166)),
        ("blue", new(28, 68, 226)), ("cobalt", new(20, 60, 168)), ("navy", new(20, 30, 92)), ("denim-blue", new(64, 92, 138)),
        ("indigo", new(72, 26, 170)), ("violet", new(120, 50, 226)), ("lavender", new(178, 160, 222)), ("purple", new(142, 22, 196)),
        ("plum", new(112, 44, 104)), ("mauve", new(158, 116, 150)), ("magenta", new(226, 22, 190)), ("fuchsia", new(236, 40, 140)),
        ("pink", new(246, 150, 186)), ("rose", new(214, 86, 120)), ("raspberry", new(190, 18, 92)), ("dusty-rose", new(196, 140, 140)),
    ];

    /// <summary>The name of the nearest colour, the channels weighed as the eye does ("redmean").</summary>
    public static string Of(Color color)
    {
        var best = Known[0];
        var least = double.PositiveInfinity;
        foreach (var known in Known)
        {
            var distance = Distance(color, known.Color);
            if (distance < least)
                (best, least) = (known, distance);
        }

        return best.Name;
    }

    private static double Distance(Color a, Color b)
    {
        var red = (a.Red + b.Red) / 2.0 / 256;
        var (dr, dg, db) = (a.Red - b.Red, a.Green - b.Green, a.Blue - b.Blue);
        return (2 + red) * dr * dr + 4.0 * dg * dg + (3 - red) * db * db;
    }
}
