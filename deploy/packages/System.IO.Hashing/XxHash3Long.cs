using System.Buffers.Binary;
using static System.IO.Hashing.Primes;

namespace System.IO.Hashing;

/// <summary>XXH3 of more than 240 bytes: eight accumulators over stripes of 64 bytes, stirred after each block of 16 stripes.</summary>
internal static class XxHash3Long
{
    private const int Stripe = 64;
    private const int Accumulators = 8;
    private const int SecretStep = 8;
    private const int StripesInBlock = (Secret.Length - Stripe) / SecretStep;

    public static ulong Hash(ReadOnlySpan<byte> source, ulong seed)
    {
        Span<byte> secret = stackalloc byte[Secret.Length];
        DeriveSecret(seed, secret);
        Span<ulong> sums = [P32_3, P64_1, P64_2, P64_3, P64_4, P32_2, P64_5, P32_1];

        int stripes = (source.Length - 1) / Stripe;
        for (int stripe = 0; stripe < stripes; stripe++)
        {
            int place = stripe % StripesInBlock;
            Accumulate(sums, source[(stripe * Stripe)..], secret[(place * SecretStep)..]);
            if (place == StripesInBlock - 1)
                Stir(sums, secret[^Stripe..]);
        }

        // The last stripe ends with the input, and so may overlap the one before it.
        Accumulate(sums, source[^Stripe..], secret[^(Stripe + 7)..]);
        return Merge(sums, secret[11..], (ulong)source.Length * P64_1);
    }

    private static void DeriveSecret(ulong seed, Span<byte> secret)
    {
        for (int i = 0; i < Secret.Length; i += 16)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(secret[i..], Secret.Read64(i) + seed);
            BinaryPrimitives.WriteUInt64LittleEndian(secret[(i + 8)..], Secret.Read64(i + 8) - seed);
        }
    }

    private static void Accumulate(Span<ulong> sums, ReadOnlySpan<byte> stripe, ReadOnlySpan<byte> secret)
    {
        for (int i = 0; i < Accumulators; i++)
        {
            ulong value = Lanes.Read64(stripe[(8 * i)..]);
            ulong keyed = value ^ Lanes.Read64(secret[(8 * i)..]);
            sums[i ^ 1] += value;
            sums[i] += (uint)keyed * (keyed >> 32);
        }
    }

    private static void Stir(Span<ulong> sums, ReadOnlySpan<byte> secret)
    {
        for (int i = 0; i < Accumulators; i++)
            sums[i] = (sums[i] ^ (sums[i] >> 47) ^ Lanes.Read64(secret[(8 * i)..])) * P32_1;
    }

    private static ulong Merge(ReadOnlySpan<ulong> sums, ReadOnlySpan<byte> secret, ulong start)
    {
        ulong hash = start;
        for (int i = 0; i < Accumulators; i += 2)
            hash += Lanes.Fold(sums[i] ^ Lanes.Read64(secret[(8 * i)..]), sums[i + 1] ^ Lanes.Read64(secret[(8 * i + 8)..]));
        return Lanes.Avalanche(hash);
    }
}
