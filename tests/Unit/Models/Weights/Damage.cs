namespace Inpaint.Tests.Unit.Models.Weights;

/// <summary>Damages a file at random: bytes changed, cut off, doubled or taken out.</summary>
internal static class Damage
{
    public static byte[] Apply(byte[] file, Random random)
    {
        var damaged = file.ToArray();
        for (var i = random.Next(1, 4); i > 0 && damaged.Length > 0; i--)
        {
            var at = random.Next(damaged.Length);
            var count = Math.Min(random.Next(1, 9), damaged.Length - at);
            damaged = random.Next(5) switch
            {
                0 => damaged[..at],
                1 => [.. damaged[..(at + count)], .. damaged[at..]],
                2 => [.. damaged[..at], .. damaged[(at + count)..]],
                3 => Changed(damaged, at, (byte)(damaged[at] ^ (1 << random.Next(8)))),
                _ => Changed(damaged, at, (byte)random.Next(256)),
            };
        }

        return damaged;
    }

    private static byte[] Changed(byte[] file, int at, byte value)
    {
        file[at] = value;
        return file;
    }
}
