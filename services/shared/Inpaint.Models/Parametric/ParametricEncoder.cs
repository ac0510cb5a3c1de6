namespace Inpaint.Models.Parametric;

/// <summary>
/// Encodes a half-filled design: the standardised values, 0 where unknown, and then for every parameter 1 where it is known, else 0.
/// Unknown values are thus marked, not imputed away. Has no weights; safe for any number of threads.
/// </summary>
public sealed class ParametricEncoder
{
    private readonly ParameterStandardizer _standardizer;

    /// <summary>An encoder of a schema's designs.</summary>
    /// <param name="schema">The schema, whose means and deviations are taken.</param>
    public ParametricEncoder(ParameterSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        Schema = schema;
        _standardizer = new ParameterStandardizer(
            [.. schema.Parameters.Select(p => p.Mean)],
            [.. schema.Parameters.Select(p => p.StandardDeviation)]);
    }

    /// <summary>What it encodes.</summary>
    public ParameterSchema Schema { get; }

    /// <summary>"parametric/" and the schema's name, as it stands in embeddings.</summary>
    public string Name => $"parametric/{Schema.Name}";

    /// <summary>The schema's digest.</summary>
    public string Digest => Schema.Digest;

    /// <summary>How many values an embedding has: two a parameter.</summary>
    public int Width => 2 * Schema.Count;

    /// <summary>Encodes one design.</summary>
    /// <param name="values">One value a parameter in the schema's order, NaN = unknown.</param>
    /// <returns><see cref="Width"/> values: standardised, then known flags.</returns>
    /// <exception cref="InvalidParameterException">Another number of values, or an infinite one.</exception>
    public float[] Encode(ReadOnlySpan<double> values)
    {
        if (values.Length != Schema.Count)
            throw new InvalidParameterException($"number of columns: {values.Length} values for the {Schema.Count} parameters of '{Schema.Name}'");

        var encoded = new float[Width];
        var known = new bool[values.Length];
        _standardizer.Apply(values, encoded.AsSpan(0, values.Length), known);
        for (var i = 0; i < known.Length; i++)
            encoded[values.Length + i] = known[i] ? 1 : 0;
        return encoded;
    }
}
