using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace Inpaint.Models.Glove;

/// <summary>
/// The words of an index in the making: their bytes one after another, and an open-addressed table that finds them by hash.
/// Equal words are taken once.
/// </summary>
internal sealed class WordTable
{
    private readonly List<long> _ends = [];
    private readonly List<ulong> _hashes = [];
    private byte[] _bytes = new byte[1 << 16];
    private WordSlot[] _slots = new WordSlot[1 << 10];

    /// <summary>How many words there are.</summary>
    public int Count => _ends.Count;

    /// <summary>Where each word's bytes end.</summary>
    public ReadOnlySpan<long> Ends => CollectionsMarshal.AsSpan(_ends);

    /// <summary>The words' bytes.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, Count == 0 ? 0 : (int)_ends[^1]);

    /// <summary>The table: a power of two of places, at most half of them taken.</summary>
    public ReadOnlySpan<WordSlot> Slots => _slots;

    /// <summary>The hash of a word.</summary>
    public static ulong Hash(ReadOnlySpan<byte> word) => XxHash3.HashToUInt64(word);

    /// <summary>Takes a word unless it is there already.</summary>
    /// <returns>Whether it was taken; its index is then <see cref="Count"/> - 1.</returns>
    public bool TryAdd(ReadOnlySpan<byte> word)
    {
        var hash = Hash(word);
        var place = WordSlot.FirstPlace(hash, _slots.Length);
        for (; _slots[place].IsTaken; place = (place + 1) & (_slots.Length - 1))
        {
            if (_slots[place].Fingerprint == WordSlot.FingerprintOf(hash) && Word(_slots[place].Index).SequenceEqual(word))
                return false;
        }

        Append(word);
        _hashes.Add(hash);
        _slots[place] = new WordSlot(hash, Count - 1);
        if (2 * Count > _slots.Length)
            Grow();
        return true;
    }

    private ReadOnlySpan<byte> Word(int index)
    {
        var start = index == 0 ? 0 : (int)_ends[index - 1];
        return _bytes.AsSpan(start, (int)_ends[index] - start);
    }

    private void Append(ReadOnlySpan<byte> word)
    {
        var start = Bytes.Length;
        if (_bytes.Length - start < word.Length)
            Array.Resize(ref _bytes, Math.Max(checked(2 * _bytes.Length), start + word.Length));
        word.CopyTo(_bytes.AsSpan(start));
        _ends.Add(start + word.Length);
    }

    private void Grow()
    {
        _slots = new WordSlot[checked(2 * _slots.Length)];
        for (var i = 0; i < _hashes.Count; i++)
        {
            var place = WordSlot.FirstPlace(_hashes[i], _slots.Length);
            while (_slots[place].IsTaken)
                place = (place + 1) & (_slots.Length - 1);
            _slots[place] = new WordSlot(_hashes[i], i);
        }
    }
}
