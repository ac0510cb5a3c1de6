using System.Numerics;
using static System.IO.Hashing.Primes;

namespace System.IO.Hashing;

/// <summary>XXH3 with 64 bits, after the xxHash specification, version 0.2.0: one way of mixing for each range of lengths.</summary>
public static class XxHash3
{
    /// <summary>The hash as a number.</summary>
    public static ulong HashToUInt64(ReadOnlySpan<byte> source, long seed = 0) => source.Length switch
    {
        0 => Avalanche64((ulong)seed ^ Secret.Read64(56) ^ Secret.Read64(64)),
        <= 3 => UpTo3(source, (ulong)seed),
        <= 8 => UpTo8(source, (ulong)seed),
        <= 16 => UpTo16(source, (ulong)seed),
        <= 128 => UpTo128(source, (ulong)seed),
        <= 240 => UpTo240(source, (ulong)seed),
        _ => XxHash3Long.Hash(source, (ulong)seed),
    };

    private static ulong UpTo3(ReadOnlySpan<byte> source, ulong seed)
    {
        uint combined = (uint)((source[0] << 16) | (source[source.Length >> 1] << 24) | source[^1] | (source.Length << 8));
        return Avalanche64(combined ^ (Secret.Read32(0) ^ Secret.Read32(4)) + seed);
    }

    private static ulong UpTo8(ReadOnlySpan<byte> source, ulong seed)
    {
        seed ^= (ulong)Reverse32((uint)seed) << 32;
        ulong input = Lanes.Read32(source[^4..]) + ((ulong)Lanes.Read32(source) << 32);
        ulong keyed = input ^ ((Secret.Read64(8) ^ Secret.Read64(16)) - seed);
        keyed ^= BitOperations.RotateLeft(keyed, 49) ^ BitOperations.RotateLeft(keyed, 24);
        keyed *= Mx2;
        keyed ^= (keyed >> 35) + (ulong)source.Length;
        keyed *= Mx2;
        return keyed ^ (keyed >> 28);
    }

    private static ulong UpTo16(ReadOnlySpan<byte> source, ulong seed)
    {
        ulong low = Lanes.Read64(source) ^ ((Secret.Read64(24) ^ Secret.Read64(32)) + seed);
        ulong high = Lanes.Read64(source[^8..]) ^ ((Secret.Read64(40) ^ Secret.Read64(48)) - seed);
        return Lanes.Avalanche((ulong)source.Length + Reverse64(low) + high + Lanes.Fold(low, high));
    }

    private static ulong UpTo128(ReadOnlySpan<byte> source, ulong seed)
    {
        ulong accumulator = (ulong)source.Length * P64_1;
        for (int i = (source.Length - 1) / 32; i >= 0; i--)
        {
            accumulator += Lanes.Mix16(source[(16 * i)..], 32 * i, seed);
            accumulator += Lanes.Mix16(source[^(16 * (i + 1))..], 32 * i + 16, seed);
        }

        return Lanes.Avalanche(accumulator);
    }

    private static ulong UpTo240(ReadOnlySpan<byte> source, ulong seed)
    {
        ulong accumulator = (ulong)source.Length * P64_1;
        for (int i = 0; i < 8; i++)
            accumulator += Lanes.Mix16(source[(16 * i)..], 16 * i, seed);
        accumulator = Lanes.Avalanche(accumulator);
        for (int i = 8; i < source.Length / 16; i++)
            accumulator += Lanes.Mix16(source[(16 * i)..], 16 * (i - 8) + 3, seed);
        return Lanes.Avalanche(accumulator + Lanes.Mix16(source[^16..], Secret.ShortestLength - 17, seed));
    }

    private static uint Reverse32(uint value) => System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(value);

    private static ulong Reverse64(ulong value) => System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(value);
}
