using System.Buffers;
using System.IO.MemoryMappedFiles;
using System.Text;

namespace Inpaint.Models.Glove;

/// <summary>
/// Word vectors in a memory-mapped index: opening them reads pages and keeps none, and a look-up allocates nothing. Immutable and
/// safe for any number of threads until it is disposed of.
/// </summary>
public sealed unsafe class GloveVectors : IDisposable
{
    private const int StackBytes = 512;

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly GloveIndexHeader _header;
    private readonly byte* _start;

    private GloveVectors(string indexPath, GloveIndexHeader header)
    {
        _header = header;
        Digest = Convert.ToHexStringLower(header.TextDigest);
        var stream = new FileStream(indexPath, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        _file = MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
        _view = _file.CreateViewAccessor(0, header.Length, MemoryMappedFileAccess.Read);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _start);
        _start += _view.PointerOffset;
    }

    /// <summary>How many words there are.</summary>
    public int Count => _header.Count;

    /// <summary>Values of a vector.</summary>
    public int Dimension => _header.Dimension;

    /// <summary>SHA-256 of the text that they came from, lower-case hexadecimal.</summary>
    public string Digest { get; }

    /// <summary>Lines of the text that were left out because their token had been there before.</summary>
    public long Duplicates => _header.Duplicates;

    /// <summary>Whether any word has a capital letter of A to Z; published vocabularies have many or none.</summary>
    public bool HasUpperCase
    {
        get
        {
            ThrowIfDisposed();
            return new ReadOnlySpan<byte>(_start + _header.WordsAt, checked((int)_header.WordBytes)).ContainsAnyInRange((byte)'A', (byte)'Z');
        }
    }

    /// <summary>The vector of a word, <see cref="Dimension"/> values.</summary>
    /// <param name="index">The word, 0 to <see cref="Count"/> - 1.</param>
    public ReadOnlySpan<float> this[int index]
    {
        get
        {
            Check(index);
            return new ReadOnlySpan<float>(_start + GloveIndexHeader.Size + sizeof(float) * (long)index * Dimension, Dimension);
        }
    }

    private ReadOnlySpan<WordSlot> Slots => new(_start + _header.SlotsAt, _header.Slots);

    private ReadOnlySpan<long> Ends => new(_start + _header.EndsAt, Count);

    /// <summary>Opens the vectors of a text, through the index beside it. Where that is absent, stale or damaged it is built, which reads the whole text.</summary>
    /// <param name="textPath">A file in the published text format.</param>
    /// <param name="options">How it is to be read; null: as the published files are.</param>
    /// <param name="indexPath">Where its index is; null: beside the text, with ".index" added.</param>
    /// <param name="observer">Hears what is met while the index is built; null: nobody does.</param>
    /// <param name="cancellationToken">Ends building.</param>
    /// <exception cref="GloveFormatException">The text is malformed; the message names the line.</exception>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    public static GloveVectors Open(
        string textPath,
        GloveTextOptions? options = null,
        string? indexPath = null,
        GloveReadObserver? observer = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(textPath);
        options ??= new GloveTextOptions();
        indexPath ??= textPath + ".index";
        if (GloveIndexFile.TryRead(indexPath, textPath, options) is { } header)
            return new GloveVectors(indexPath, header);
        GloveIndexBuilder.Build(textPath, options, indexPath, observer, cancellationToken);
        var built = GloveIndexFile.TryRead(indexPath, textPath, options)
            ?? throw new IOException($"the index {indexPath} was damaged or replaced while it was opened");
        return new GloveVectors(indexPath, built);
    }

    /// <summary>Finds a word.</summary>
    /// <param name="word">The word, in UTF-8.</param>
    /// <returns>Its index, or -1 where it is unknown.</returns>
    public int IndexOf(ReadOnlySpan<byte> word)
    {
        ThrowIfDisposed();
        var hash = WordTable.Hash(word);
        var slots = Slots;
        for (var place = WordSlot.FirstPlace(hash, slots.Length); slots[place].IsTaken; place = (place + 1) & (slots.Length - 1))
        {
            if (slots[place].Fingerprint == WordSlot.FingerprintOf(hash) && Utf8Token(slots[place].Index).SequenceEqual(word))
                return slots[place].Index;
        }

        return -1;
    }

    /// <summary>Finds a word.</summary>
    /// <param name="word">The word.</param>
    /// <returns>Its index, or -1 where it is unknown.</returns>
    public int IndexOf(ReadOnlySpan<char> word)
    {
        var most = Encoding.UTF8.GetMaxByteCount(word.Length);
        if (most <= StackBytes)
        {
            Span<byte> bytes = stackalloc byte[StackBytes];
            return IndexOf(bytes[..Encoding.UTF8.GetBytes(word, bytes)]);
        }

        var rented = ArrayPool<byte>.Shared.Rent(most);
        try
        {
            return IndexOf(rented.AsSpan(0, Encoding.UTF8.GetBytes(word, rented)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <summary>A word's text in UTF-8.</summary>
    /// <param name="index">The word, 0 to <see cref="Count"/> - 1.</param>
    public ReadOnlySpan<byte> Utf8Token(int index)
    {
        Check(index);
        var start = index == 0 ? 0 : Ends[index - 1];
        return new ReadOnlySpan<byte>(_start + _header.WordsAt + start, (int)(Ends[index] - start));
    }

    /// <summary>A word's text.</summary>
    /// <param name="index">The word, 0 to <see cref="Count"/> - 1.</param>
    public string Token(int index) => Encoding.UTF8.GetString(Utf8Token(index));

    /// <summary>Gives the mapping back; nothing that was read from it may be used afterwards.</summary>
    public void Dispose()
    {
        if (_view.SafeMemoryMappedViewHandle.IsClosed)
            return;
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }

    private void Check(int index)
    {
        ThrowIfDisposed();
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
    }

    // What was mapped is gone after Dispose: reading it would end the process.
    private void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_view.SafeMemoryMappedViewHandle.IsClosed, this);
}
