using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Inpaint.Gateway.Arms;

/// <summary>
/// Weighted rendezvous hashing: every arm draws a number from (key, arm), the smallest number over weight wins.
/// The same key meets the same arm in every process, and an arm whose weight changes
/// wins or loses only its own share: no key moves between two other arms.
/// </summary>
internal sealed class WeightedRendezvousPolicy : IArmPolicy
{
    public SplitArm? Choose(IReadOnlyList<SplitArm> arms, string key)
    {
        SplitArm? chosen = null;
        double smallest = double.PositiveInfinity;
        foreach (SplitArm arm in arms)
        {
            if (arm.Weight <= 0)
                continue;
            // -ln(u) is exponential of rate 1, over w of rate w: the smallest of them is arm i's with probability w_i / sum.
            double draw = -Math.Log(Uniform(key, arm.Name)) / arm.Weight;
            if (draw < smallest)
                (chosen, smallest) = (arm, draw);
        }
        return chosen;
    }

    /// <summary>A number in (0, 1) that depends on the two names alone. SHA-256, because its spread is beyond doubt and its value never changes.</summary>
    private static double Uniform(string key, string arm)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        // A header value cannot hold a line break, so the pair is unambiguous.
        SHA256.HashData(Encoding.UTF8.GetBytes($"{arm}\n{key}"), digest);
        ulong bits = BinaryPrimitives.ReadUInt64LittleEndian(digest) >> 11;
        return (bits + .5) * (1.0 / (1UL << 53));
    }
}
