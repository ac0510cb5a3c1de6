using System.Buffers.Binary;
using System.Numerics;
using static System.IO.Hashing.Primes;

namespace System.IO.Hashing;

/// <summary>XXH64, after the xxHash specification, version 0.1.1.</summary>
public static class XxHash64
{
    private const int Stripe = 32;

    /// <summary>The hash with seed 0 in canonical form: eight bytes, the highest first.</summary>
    public static byte[] Hash(byte[] source)
    {
        ArgumentNullException.ThrowIfNull(source);
        byte[] hash = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(hash, HashToUInt64(source));
        return hash;
    }

    /// <summary>The hash as a number.</summary>
    public static ulong HashToUInt64(ReadOnlySpan<byte> source, long seed = 0)
    {
        ulong start = (ulong)seed;
        ReadOnlySpan<byte> rest = source;
        ulong hash = source.Length >= Stripe ? Stripes(ref rest, start) : start + P64_5;
        return Tail(hash + (ulong)source.Length, rest);
    }

    private static ulong Stripes(ref ReadOnlySpan<byte> rest, ulong seed)
    {
        ulong a = seed + P64_1 + P64_2;
        ulong b = seed + P64_2;
        ulong c = seed;
        ulong d = seed - P64_1;
        for (; rest.Length >= Stripe; rest = rest[Stripe..])
        {
            a = Round(a, BinaryPrimitives.ReadUInt64LittleEndian(rest));
            b = Round(b, BinaryPrimitives.ReadUInt64LittleEndian(rest[8..]));
            c = Round(c, BinaryPrimitives.ReadUInt64LittleEndian(rest[16..]));
            d = Round(d, BinaryPrimitives.ReadUInt64LittleEndian(rest[24..]));
        }

        ulong hash = BitOperations.RotateLeft(a, 1) + BitOperations.RotateLeft(b, 7) + BitOperations.RotateLeft(c, 12) + BitOperations.RotateLeft(d, 18);
        hash = Merge(hash, a);
        hash = Merge(hash, b);
        hash = Merge(hash, c);
        return Merge(hash, d);
    }

    private static ulong Tail(ulong hash, ReadOnlySpan<byte> rest)
    {
        for (; rest.Length >= 8; rest = rest[8..])
            hash = BitOperations.RotateLeft(hash ^ Round(0, BinaryPrimitives.ReadUInt64LittleEndian(rest)), 27) * P64_1 + P64_4;
        if (rest.Length >= 4)
        {
            hash = BitOperations.RotateLeft(hash ^ (BinaryPrimitives.ReadUInt32LittleEndian(rest) * P64_1), 23) * P64_2 + P64_3;
            rest = rest[4..];
        }

        foreach (byte value in rest)
            hash = BitOperations.RotateLeft(hash ^ (value * P64_5), 11) * P64_1;
        return Avalanche64(hash);
    }

    private static ulong Round(ulong accumulator, ulong lane) =>
        BitOperations.RotateLeft(accumulator + lane * P64_2, 31) * P64_1;

    private static ulong Merge(ulong hash, ulong accumulator) => (hash ^ Round(0, accumulator)) * P64_1 + P64_4;
}
