using Inpaint.V1;

namespace Inpaint.Serving.Encoders;

/// <summary>What an encoder says of itself.</summary>
public sealed record EncoderFacts
{
    /// <summary>Its name, as it stands in its embeddings: the kind, a slash and what it is, for example <c>clip/bikes</c>.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of its weights or schema, lower-case hexadecimal.</summary>
    public required string Digest { get; init; }

    /// <summary>Name of the version of its preprocessing.</summary>
    public required string Preprocessing { get; init; }

    /// <summary>Values of an embedding.</summary>
    public required int Width { get; init; }

    /// <summary>The forms of input it takes.</summary>
    public required IReadOnlyList<EncoderInputKind> Accepts { get; init; }

    /// <summary>Values of each vector of <see cref="EmbeddingForm.Tokens"/>; 0: it does not give that form.</summary>
    public int TokenWidth { get; init; }

    /// <summary>Most tokens of a text, start and end included; 0: no limit, or no texts.</summary>
    public int MaxTextTokens { get; init; }

    /// <summary>Whether it knows several ways to make one vector of the words of a text.</summary>
    public bool PoolsWords { get; init; }

    /// <summary>The parameters it takes; null for encoders of texts and pictures.</summary>
    public ParameterSchema? Parameters { get; init; }

    /// <summary>The facts as the contract has them.</summary>
    /// <param name="encoders">Names of all encoders of the service.</param>
    public DescribeEncoderResponse ToResponse(IEnumerable<string> encoders) => new()
    {
        Encoder = Name,
        Digest = Digest,
        Width = Width,
        ParameterSchema = Parameters,
        Accepts = { Accepts },
        Preprocessing = Preprocessing,
        MaxTextTokens = MaxTextTokens,
        TokenWidth = TokenWidth,
        Encoders = { encoders },
    };
}
