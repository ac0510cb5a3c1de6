using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Inpaint.Models.Glove;

/// <summary>Reads a text of vectors once and writes its index beside the index's place, to be renamed when it is whole.</summary>
internal static class GloveIndexBuilder
{
    private const int ReportEvery = 4096;
    private const int BufferBytes = 1 << 20;

    /// <summary>Builds an index.</summary>
    /// <param name="textPath">The text.</param>
    /// <param name="options">How it is to be read.</param>
    /// <param name="indexPath">Where the index shall be.</param>
    /// <param name="observer">Hears of progress and equal tokens; null: nobody does.</param>
    /// <param name="cancellationToken">Ends it; nothing is left behind.</param>
    /// <exception cref="GloveFormatException">The text is malformed.</exception>
    /// <exception cref="IOException">The text was changed while it was read, or a file cannot be read or written.</exception>
    public static void Build(string textPath, GloveTextOptions options, string indexPath, GloveReadObserver? observer, CancellationToken cancellationToken)
    {
        var state = GloveTextState.Of(textPath);
        // On a core of its own: it takes a third of the time that parsing takes.
        var digest = Task.Run(() => Digest(textPath), cancellationToken);
        var beside = $"{indexPath}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var index = new FileStream(beside, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, BufferBytes))
            {
                index.Write(new byte[GloveIndexHeader.Size]);
                var (reader, words, duplicates) = WriteVectors(textPath, state, options, index, observer, cancellationToken);
                var header = new GloveIndexHeader
                {
                    Dimension = reader.Dimension,
                    Count = words.Count,
                    Duplicates = duplicates,
                    WordBytes = words.Bytes.Length,
                    Slots = words.Slots.Length,
                    Text = state,
                    Options = options,
                    TextDigest = digest.GetAwaiter().GetResult(),
                };
                WriteAt(index, header.EndsAt, MemoryMarshal.AsBytes(words.Ends));
                WriteAt(index, header.WordsAt, words.Bytes);
                WriteAt(index, header.SlotsAt, MemoryMarshal.AsBytes(words.Slots));
                index.Flush();
                header = header with { BodyChecksum = GloveIndexChecksum.OfBody(index.SafeFileHandle, header.Length) };
                WriteAt(index, 0, header.ToBytes());
                index.Flush(flushToDisk: true);
            }

            if (GloveTextState.Of(textPath) != state)
                throw new IOException($"{textPath} was changed while it was read");
            File.Move(beside, indexPath, overwrite: true);
        }
        catch
        {
            File.Delete(beside);
            throw;
        }
    }

    /// <summary>SHA-256 of a text.</summary>
    public static byte[] Digest(string textPath)
    {
        using var text = new FileStream(textPath, FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes, FileOptions.SequentialScan);
        return SHA256.HashData(text);
    }

    private static (GloveTextReader Reader, WordTable Words, long Duplicates) WriteVectors(
        string textPath, GloveTextState state, GloveTextOptions options, FileStream index, GloveReadObserver? observer, CancellationToken cancellationToken)
    {
        using var text = new FileStream(textPath, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, FileOptions.SequentialScan);
        var (reader, words, duplicates) = (new GloveTextReader(text, options), new WordTable(), 0L);
        while (reader.Read())
        {
            if (words.TryAdd(reader.Token))
            {
                index.Write(MemoryMarshal.AsBytes(reader.Values));
            }
            else
            {
                duplicates++;
                observer?.SawDuplicate(reader.Line, reader.Token);
            }

            if (reader.Count % ReportEvery == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                observer?.Read(text.Position, state.Length);
            }
        }

        observer?.Read(state.Length, state.Length);
        return (reader, words, duplicates);
    }

    private static void WriteAt(FileStream index, long position, ReadOnlySpan<byte> bytes)
    {
        index.Position = position;
        index.Write(bytes);
    }
}
