using System.Security.Cryptography;
using System.Text;

namespace Inpaint.Augmentation.DataSets;

/// <summary>Divides training samples into those trained on and those held out, the same way every time.</summary>
internal static class HeldOut
{
    /// <summary>One sample in ten judges the training.</summary>
    public const double ValidationShare = .1;

    /// <summary>
    /// Holds out the samples whose names have the smallest SHA-256: the choice follows the names alone, so that neither the order of a
    /// file nor a sample added to it moves more than a few samples from one side to the other.
    /// </summary>
    /// <returns>Indices trained on and held out, each in ascending order.</returns>
    public static (int[] Train, int[] Validation) Split(IReadOnlyList<string> names, double share)
    {
        var heldOut = Enumerable.Range(0, names.Count)
            .OrderBy(i => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(names[i]))), StringComparer.Ordinal)
            .Take((int)(names.Count * share))
            .ToHashSet();
        return (
            [.. Enumerable.Range(0, names.Count).Where(i => !heldOut.Contains(i))],
            [.. Enumerable.Range(0, names.Count).Where(heldOut.Contains)]);
    }
}
