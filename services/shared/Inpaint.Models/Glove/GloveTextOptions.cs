namespace Inpaint.Models.Glove;

/// <summary>How a file of vectors is to be read. The defaults are those of the published files but for glove.840B, whose tokens hold blanks.</summary>
public sealed record GloveTextOptions
{
    /// <summary>Values of a vector, at least 1; null: as many as the first line has.</summary>
    public int? Dimension { get; init; }

    /// <summary>Whether the first line is a header, "count dimension", as word2vec writes it. Both must hold.</summary>
    public bool HasHeader { get; init; }

    /// <summary>Whether tokens may hold blanks: then the last <see cref="Dimension"/> fields of a line are its numbers, and the rest its token.</summary>
    public bool TokensMayHoldBlanks { get; init; }
}
