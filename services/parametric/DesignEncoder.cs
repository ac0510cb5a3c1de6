using Inpaint.Serving;
using Inpaint.Serving.Caching;
using Inpaint.Serving.Encoders;
using Inpaint.V1;
using ParameterSchema = Inpaint.Models.Parametric.ParameterSchema;

namespace Inpaint.Parametric;

/// <summary>One way to turn half-filled designs into embeddings, in the hands of calls.</summary>
/// <param name="name">Its name, as it stands in its embeddings.</param>
/// <param name="digest">SHA-256 of its schema or weights, lower-case hexadecimal.</param>
/// <param name="width">Values of an embedding.</param>
/// <param name="schema">The parameters.</param>
/// <param name="reader">Reads designs of them.</param>
/// <param name="compute">Encodes designs, one value a parameter each, NaN = unknown.</param>
internal sealed class DesignEncoder(
    string name,
    string digest,
    int width,
    ParameterSchema schema,
    ParameterReader reader,
    Func<IReadOnlyList<double[]>, CancellationToken, Task<float[][]>> compute) : IServedEncoder<double[]>
{
    public EncoderFacts Facts { get; } = new()
    {
        Name = name,
        Digest = digest,
        Preprocessing = "standardised-1",
        Width = width,
        Accepts = [EncoderInputKind.Parameters],
        Parameters = ParameterSchemaWriter.Write(schema),
    };

    public int ValuesOf(EncodingOptions options) => width;

    public PreparedInput<double[]> Prepare(EncoderInput input, EncodingOptions options, FieldPath field)
    {
        double[] design = reader.Read(input.Parameters, field with { Rest = ".parameters" });
        return new PreparedInput<double[]>(design, EmbeddingKey.ForParameters(name, digest, Facts.Preprocessing, design));
    }

    public Task<float[][]> ComputeAsync(IReadOnlyList<double[]> inputs, EncodingOptions options, CancellationToken cancellationToken) =>
        compute(inputs, cancellationToken);

    public void Dispose()
    {
        // Schema and network are the host's; a call keeps nothing open.
    }
}
