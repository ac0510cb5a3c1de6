using System.Buffers.Binary;

namespace Inpaint.Tests.Unit.Fuzzing;

/// <summary>Damages files by rule: the same seed and number give the same file, so that a fault is told by its number.</summary>
internal sealed class Mutator(int seed)
{
    private const int MostChanges = 4;
    private const int MostInserted = 300;

    private static readonly uint[] Telling = [0, 1, 2, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 60_000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF];

    /// <summary>The mutation of a number: which file it was made of, and its bytes.</summary>
    public (FuzzSeed Seed, byte[] Bytes) Mutate(long number)
    {
        var random = new Random(HashCode(number));
        var from = FuzzCorpus.Seeds[random.Next(FuzzCorpus.Seeds.Count)];
        byte[] bytes = random.Next(3) switch
        {
            0 => FileRepacking.MutateInside(from, content => Change(content, from, random)),
            _ => Change(from.Bytes, from, random),
        };
        if (random.Next(3) > 0)
            FileRepacking.RestoreChecksums(from, bytes);
        return (from, bytes);
    }

    // Not HashCode.Combine, which differs from process to process.
    private int HashCode(long number)
    {
        var mixed = ((ulong)number + 1) * 0x9E3779B97F4A7C15 ^ (ulong)(uint)seed * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9;
        return (int)(mixed ^ mixed >> 32);
    }

    private static byte[] Change(byte[] bytes, FuzzSeed seed, Random random)
    {
        var changed = bytes;
        for (var i = random.Next(MostChanges); i >= 0; i--)
        {
            changed = ChangeOnce(changed, seed, random);
        }

        return changed;
    }

    private static byte[] ChangeOnce(byte[] bytes, FuzzSeed seed, Random random)
    {
        if (bytes.Length == 0)
            return [(byte)random.Next(256)];

        var at = random.Next(bytes.Length);
        var length = Math.Min(random.Next(1, 1 + random.Next(1, 64)), bytes.Length - at);
        switch (random.Next(8))
        {
            case 0:
                return With(bytes, copy => copy[at] ^= (byte)(1 << random.Next(8)));
            case 1:
                return With(bytes, copy => copy[at] = (byte)random.Next(256));
            case 2:
                return With(bytes, copy => random.NextBytes(copy.AsSpan(at, length)));
            case 3:
                return With(bytes, copy => WriteTelling(copy.AsSpan(at), random));
            case 4:
                return [.. bytes[..at], .. bytes[(at + length)..]];
            case 5:
                return bytes[..at];
            case 6:
                var inserted = new byte[random.Next(1, MostInserted)];
                random.NextBytes(inserted);
                return [.. bytes[..at], .. random.Next(2) == 0 ? inserted : bytes.AsSpan(at, length), .. bytes[at..]];
            default:
                return Splice(bytes, at, seed, random);
        }
    }

    private static void WriteTelling(Span<byte> to, Random random)
    {
        var value = Telling[random.Next(Telling.Length)];
        if (to.Length >= 4 && random.Next(2) == 0)
            BinaryPrimitives.WriteUInt32BigEndian(to, value);
        else if (to.Length >= 4)
            BinaryPrimitives.WriteUInt32LittleEndian(to, value);
        else
            to[0] = (byte)value;
    }

    // The start of one file, and the end of another that the same reader takes.
    private static byte[] Splice(byte[] bytes, int at, FuzzSeed seed, Random random)
    {
        var others = FuzzCorpus.Seeds.Where(other => other.Target == seed.Target).ToArray();
        var other = others[random.Next(others.Length)].Bytes;
        return [.. bytes[..at], .. other[Math.Min(at, other.Length)..]];
    }

    private static byte[] With(byte[] bytes, Action<byte[]> change)
    {
        var copy = (byte[])bytes.Clone();
        change(copy);
        return copy;
    }
}
