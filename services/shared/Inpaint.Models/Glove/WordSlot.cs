using System.Runtime.InteropServices;

namespace Inpaint.Models.Glove;

/// <summary>A place of the table of words, 8 bytes as they lie in the index.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal readonly struct WordSlot(ulong hash, int index)
{
    private readonly int _indexPlusOne = index + 1;

    /// <summary>Bits of the hash that the place does not follow from: nearly all other words are told apart by them alone.</summary>
    public readonly uint Fingerprint = FingerprintOf(hash);

    /// <summary>Whether a word is here.</summary>
    public bool IsTaken => _indexPlusOne != 0;

    /// <summary>The word's index.</summary>
    public int Index => _indexPlusOne - 1;

    public static uint FingerprintOf(ulong hash) => (uint)(hash >> 32);

    /// <summary>Where the search for a word begins.</summary>
    /// <param name="hash">The word's hash.</param>
    /// <param name="places">Places of the table, a power of two.</param>
    public static int FirstPlace(ulong hash, int places) => (int)(hash & (ulong)(places - 1));
}
