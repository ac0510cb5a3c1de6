using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Inpaint.Serving.Caching;

/// <summary>
/// The name of an embedding in a cache: SHA-256 over the encoder, the digest of its weights or schema, and the input in its
/// canonical form. Another encoder, other weights or another input is another key, so that entries never have to be dropped.
/// </summary>
public readonly record struct EmbeddingKey
{
    private EmbeddingKey(string hex) => Hex = hex;

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public string Hex { get; }

    /// <summary>The key of a half-filled design.</summary>
    /// <param name="encoder">Name of the encoder.</param>
    /// <param name="digest">Digest of its schema.</param>
    /// <param name="values">One value a parameter in the schema's order; NaN where unknown.</param>
    public static EmbeddingKey ForParameters(string encoder, string digest, ReadOnlySpan<double> values)
    {
        byte[] canonical = new byte[values.Length * sizeof(double)];
        for (int i = 0; i < values.Length; i++)
        {
            // There are many NaNs and two zeros, and they all mean the same here.
            double value = double.IsNaN(values[i]) ? double.NaN : values[i] + 0.0;
            BinaryPrimitives.WriteDoubleLittleEndian(canonical.AsSpan(i * sizeof(double)), value);
        }
        return Create(encoder, digest, "parameters", canonical);
    }

    /// <inheritdoc/>
    public override string ToString() => Hex;

    private static EmbeddingKey Create(string encoder, string digest, string kind, ReadOnlySpan<byte> canonical)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, encoder);
        Append(hash, digest);
        Append(hash, kind);
        hash.AppendData(canonical);
        return new EmbeddingKey(Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    // With its length in front, so that no two different lists of parts run together into the same bytes.
    private static void Append(IncrementalHash hash, string part)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(part);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
