namespace Inpaint.Models.Glove;

/// <summary>What the manifest of trained word vectors says of them, beside the text of the vectors.</summary>
public sealed record GloveModelConfiguration
{
    /// <summary>Name of the family.</summary>
    public const string Family = "glove";

    /// <summary>Name of the vectors' file, in the published text format.</summary>
    public const string VectorsFile = "vectors.txt";

    /// <summary>Name of the file of counts: a word and how often it was met a line, split at a blank, as the reference program writes it.</summary>
    public const string CountsFile = "vocabulary.txt";

    /// <summary>Values of a vector.</summary>
    public required int VectorSize { get; init; }

    /// <summary>Whether all words are of lower case.</summary>
    public required bool LowerCase { get; init; }

    /// <summary>Smoothing of the inverse frequencies.</summary>
    public required double Smoothing { get; init; }

    /// <summary>The direction that the sentences of the corpus share, <see cref="VectorSize"/> values.</summary>
    public required IReadOnlyList<double> SharedDirection { get; init; }
}
