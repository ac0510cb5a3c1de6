using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Inpaint.Serving.Caching;

/// <summary>
/// The name of an embedding in a cache: SHA-256 over the encoder, the digest of its weights or schema, the version of its
/// preprocessing, and the input in its canonical form. Another encoder, other weights, another preprocessing or another input
/// is another key, so that entries never have to be dropped.
/// </summary>
public readonly struct EmbeddingKey : IEquatable<EmbeddingKey>
{
    /// <summary>Bytes of a key.</summary>
    public const int Size = SHA256.HashSizeInBytes;

    // What a common key is made of fits; longer ones borrow from the pool.
    private const int StackBytes = 2048;
    private readonly ulong _part0;
    private readonly ulong _part1;
    private readonly ulong _part2;
    private readonly ulong _part3;

    private EmbeddingKey(ReadOnlySpan<byte> hash)
    {
        _part0 = BinaryPrimitives.ReadUInt64LittleEndian(hash);
        _part1 = BinaryPrimitives.ReadUInt64LittleEndian(hash[8..]);
        _part2 = BinaryPrimitives.ReadUInt64LittleEndian(hash[16..]);
        _part3 = BinaryPrimitives.ReadUInt64LittleEndian(hash[24..]);
    }

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public string Hex
    {
        get
        {
            Span<byte> bytes = stackalloc byte[Size];
            CopyTo(bytes);
            return Convert.ToHexStringLower(bytes);
        }
    }

    /// <summary>Whether two keys are the same.</summary>
    public static bool operator ==(EmbeddingKey left, EmbeddingKey right) => left.Equals(right);

    /// <summary>Whether two keys differ.</summary>
    public static bool operator !=(EmbeddingKey left, EmbeddingKey right) => !left.Equals(right);

    /// <summary>The key of a half-filled design.</summary>
    /// <param name="encoder">Name of the encoder, as it stands in its embeddings.</param>
    /// <param name="digest">Digest of its schema and weights.</param>
    /// <param name="preprocessing">Name of the version of its preprocessing.</param>
    /// <param name="values">One value a parameter in the schema's order; NaN where unknown.</param>
    /// <param name="options">What else decides about the embedding.</param>
    public static EmbeddingKey ForParameters(string encoder, string digest, string preprocessing, ReadOnlySpan<double> values, string options = "")
    {
        int length = PrefixBytes(encoder, digest, preprocessing, options) + values.Length * sizeof(double);
        byte[]? rented = length > StackBytes ? ArrayPool<byte>.Shared.Rent(length) : null;
        Span<byte> buffer = rented ?? stackalloc byte[StackBytes];
        int end = WritePrefix(buffer, encoder, digest, preprocessing, Kind.Parameters, options);
        foreach (double value in values)
        {
            // There are many NaNs and two zeros, and they all mean the same here.
            BinaryPrimitives.WriteDoubleLittleEndian(buffer[end..], double.IsNaN(value) ? double.NaN : value + 0.0);
            end += sizeof(double);
        }
        return Finish(buffer[..end], rented);
    }

    /// <summary>The key of a text that is known by its canonical form.</summary>
    /// <param name="encoder">Name of the encoder, as it stands in its embeddings.</param>
    /// <param name="digest">Digest of its weights.</param>
    /// <param name="preprocessing">Name of the version of its cleaning and splitting.</param>
    /// <param name="text">The text as it was cleaned, so that texts which encode equally are equal.</param>
    /// <param name="options">What else decides about the embedding: its form, the pooling, the truncation.</param>
    public static EmbeddingKey ForText(string encoder, string digest, string preprocessing, string text, string options = "")
    {
        ArgumentNullException.ThrowIfNull(text);
        int length = PrefixBytes(encoder, digest, preprocessing, options) + Encoding.UTF8.GetMaxByteCount(text.Length);
        byte[]? rented = length > StackBytes ? ArrayPool<byte>.Shared.Rent(length) : null;
        Span<byte> buffer = rented ?? stackalloc byte[StackBytes];
        int end = WritePrefix(buffer, encoder, digest, preprocessing, Kind.Text, options);
        end += Encoding.UTF8.GetBytes(text, buffer[end..]);
        return Finish(buffer[..end], rented);
    }

    /// <summary>The key of a text that is known by its tokens.</summary>
    /// <param name="encoder">Name of the encoder, as it stands in its embeddings.</param>
    /// <param name="digest">Digest of its weights.</param>
    /// <param name="preprocessing">Name of the version of its cleaning and splitting.</param>
    /// <param name="tokens">The identifiers that the network reads.</param>
    /// <param name="options">What else decides about the embedding: its form, the pooling, the truncation.</param>
    public static EmbeddingKey ForText(string encoder, string digest, string preprocessing, ReadOnlySpan<int> tokens, string options = "")
    {
        int length = PrefixBytes(encoder, digest, preprocessing, options) + tokens.Length * sizeof(int);
        byte[]? rented = length > StackBytes ? ArrayPool<byte>.Shared.Rent(length) : null;
        Span<byte> buffer = rented ?? stackalloc byte[StackBytes];
        int end = WritePrefix(buffer, encoder, digest, preprocessing, Kind.Tokens, options);
        foreach (int token in tokens)
        {
            BinaryPrimitives.WriteInt32LittleEndian(buffer[end..], token);
            end += sizeof(int);
        }
        return Finish(buffer[..end], rented);
    }

    /// <summary>The key of a picture.</summary>
    /// <param name="encoder">Name of the encoder, as it stands in its embeddings.</param>
    /// <param name="digest">Digest of its weights.</param>
    /// <param name="preprocessing">Name of the version of its resizing and normalisation.</param>
    /// <param name="picture">The picture's pixels as the network reads them, or its file's bytes.</param>
    /// <param name="options">What else decides about the embedding; for pixels width and height, which their bytes do not tell.</param>
    public static EmbeddingKey ForPicture(string encoder, string digest, string preprocessing, ReadOnlySpan<byte> picture, string options = "")
    {
        int length = PrefixBytes(encoder, digest, preprocessing, options) + Size;
        byte[]? rented = length > StackBytes ? ArrayPool<byte>.Shared.Rent(length) : null;
        Span<byte> buffer = rented ?? stackalloc byte[StackBytes];
        int end = WritePrefix(buffer, encoder, digest, preprocessing, Kind.Picture, options);
        // By its own digest: a picture is too large to be copied behind the prefix.
        end += SHA256.HashData(picture, buffer[end..]);
        return Finish(buffer[..end], rented);
    }

    /// <summary>Writes the 32 bytes of the key.</summary>
    /// <param name="destination">At least <see cref="Size"/> bytes.</param>
    public void CopyTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(destination, _part0);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[8..], _part1);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[16..], _part2);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[24..], _part3);
    }

    /// <inheritdoc/>
    public bool Equals(EmbeddingKey other) => _part0 == other._part0 && _part1 == other._part1 && _part2 == other._part2 && _part3 == other._part3;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is EmbeddingKey other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => (int)_part0;

    /// <inheritdoc/>
    public override string ToString() => Hex;

    /// <summary>One of <paramref name="count"/> equal parts of all keys; independent of <see cref="GetHashCode"/>.</summary>
    /// <param name="count">A power of two.</param>
    internal int Part(int count) => (int)_part3 & (count - 1);

    private static int PrefixBytes(string encoder, string digest, string preprocessing, string options)
    {
        ArgumentException.ThrowIfNullOrEmpty(encoder);
        ArgumentNullException.ThrowIfNull(digest);
        ArgumentNullException.ThrowIfNull(preprocessing);
        ArgumentNullException.ThrowIfNull(options);
        return 4 * sizeof(int) + 1 + Encoding.UTF8.GetMaxByteCount(encoder.Length) + Encoding.UTF8.GetMaxByteCount(digest.Length)
            + Encoding.UTF8.GetMaxByteCount(preprocessing.Length) + Encoding.UTF8.GetMaxByteCount(options.Length);
    }

    private static int WritePrefix(Span<byte> buffer, string encoder, string digest, string preprocessing, Kind kind, string options)
    {
        int end = Append(buffer, 0, encoder);
        end = Append(buffer, end, digest);
        end = Append(buffer, end, preprocessing);
        end = Append(buffer, end, options);
        buffer[end] = (byte)kind;
        return end + 1;
    }

    // With its length in front, so that no two different lists of parts run together into the same bytes.
    private static int Append(Span<byte> buffer, int start, string part)
    {
        int length = Encoding.UTF8.GetBytes(part, buffer[(start + sizeof(int))..]);
        BinaryPrimitives.WriteInt32LittleEndian(buffer[start..], length);
        return start + sizeof(int) + length;
    }

    private static EmbeddingKey Finish(ReadOnlySpan<byte> canonical, byte[]? rented)
    {
        Span<byte> hash = stackalloc byte[Size];
        SHA256.HashData(canonical, hash);
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);
        return new EmbeddingKey(hash);
    }

    private enum Kind : byte
    {
        Parameters = 1,
        Text = 2,
        Tokens = 3,
        Picture = 4,
    }
}
