using System.Buffers.Binary;
using static System.IO.Hashing.Primes;

namespace System.IO.Hashing;

/// <summary>The small steps that the ranges of XXH3 share.</summary>
internal static class Lanes
{
    public static uint Read32(ReadOnlySpan<byte> source) => BinaryPrimitives.ReadUInt32LittleEndian(source);

    public static ulong Read64(ReadOnlySpan<byte> source) => BinaryPrimitives.ReadUInt64LittleEndian(source);

    /// <summary>The two halves of the 128-bit product, folded.</summary>
    public static ulong Fold(ulong a, ulong b)
    {
        ulong high = Math.BigMul(a, b, out ulong low);
        return low ^ high;
    }

    public static ulong Avalanche(ulong hash)
    {
        hash = (hash ^ (hash >> 37)) * Mx1;
        return hash ^ (hash >> 32);
    }

    /// <summary>Mixes sixteen bytes of the input with sixteen of the secret.</summary>
    public static ulong Mix16(ReadOnlySpan<byte> source, int secretOffset, ulong seed) => Fold(
        Read64(source) ^ (Secret.Read64(secretOffset) + seed),
        Read64(source[8..]) ^ (Secret.Read64(secretOffset + 8) - seed));
}
