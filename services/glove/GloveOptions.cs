using Inpaint.Models;
using Inpaint.Models.Glove;

namespace Inpaint.Glove;

/// <summary>Which vectors the service serves, under the configuration key <c>Glove</c>.</summary>
public sealed record GloveOptions
{
    /// <summary>The configuration section that is read.</summary>
    public const string Section = "Glove";

    /// <summary>Name of trained vectors in the models folder. Default: the default of their family.</summary>
    public string? Model { get; init; }

    /// <summary>A file in the published text format, in place of trained vectors.</summary>
    public string? Vectors { get; init; }

    /// <summary>With <see cref="Vectors"/>: values of a vector; default: as many as the first line has.</summary>
    public int? Dimension { get; init; }

    /// <summary>With <see cref="Vectors"/>: whether the first line is a header of count and dimension.</summary>
    public bool HasHeader { get; init; }

    /// <summary>With <see cref="Vectors"/>: whether tokens may hold blanks, as those of glove.840B do; <see cref="Dimension"/> should be given then.</summary>
    public bool TokensMayHoldBlanks { get; init; }

    /// <summary>With <see cref="Vectors"/>: a file of sentences, one a line, of which smooth inverse frequency takes its figures; none: that pooling is refused.</summary>
    public string? Sentences { get; init; }

    /// <summary>With <see cref="Vectors"/>: whether sentences are brought to lower case; default: where the vectors have no capitals.</summary>
    public bool? LowerCase { get; init; }

    /// <summary>Folder of the index that is built once of a text. Default: beside the text.</summary>
    public string? IndexFolder { get; init; }

    /// <summary>Reads and checks the options.</summary>
    /// <exception cref="InvalidOperationException">They contradict each other, or a value is out of its range; the message names the key.</exception>
    public static GloveOptions Read(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        GloveOptions options = configuration.GetSection(Section).Get<GloveOptions>() ?? new GloveOptions();
        if (options.Model is not null && options.Vectors is not null)
            throw new InvalidOperationException($"{Section}:{nameof(Model)} and {Section}:{nameof(Vectors)} are both given; one of the two is accepted.");
        if (options.Dimension < 1)
            throw new InvalidOperationException($"{Section}:{nameof(Dimension)} must be at least 1.");
        return options;
    }

    /// <summary>Opens the vectors that the options name.</summary>
    /// <param name="store">The models folder.</param>
    /// <param name="logger">Hears of what is met in a text.</param>
    /// <returns>Null where none are named and the folder holds none.</returns>
    /// <exception cref="InvalidOperationException">They cannot be opened; the message says what is wrong.</exception>
    public GloveEncoder? Open(ModelStore store, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(store);
        try
        {
            return Vectors is { } text ? OpenText(text, logger) : OpenModel(store);
        }
        catch (Exception exception) when (exception is ModelException or GloveFormatException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException($"The word vectors cannot be served: {exception.Message}", exception);
        }
    }

    private GloveEncoder? OpenModel(ModelStore store) =>
        (Model ?? store.DefaultName(GloveModelConfiguration.Family)) is { } name ? GloveEncoder.Open(store, name, IndexFolder) : null;

    private GloveEncoder OpenText(string text, ILogger logger)
    {
        var reading = new GloveTextOptions { Dimension = Dimension, HasHeader = HasHeader, TokensMayHoldBlanks = TokensMayHoldBlanks };
        var observer = new GloveReadObserver();
        GloveVectors vectors = GloveIndexPlace.Open(text, reading, IndexFolder, observer);
        foreach ((long line, string token) in observer.Duplicates)
            GloveLog.Duplicate(logger, text, line, token);
        if (vectors.Duplicates > 0)
            GloveLog.Duplicates(logger, text, vectors.Duplicates);
        Func<SentenceSplitter, SentenceStatistics>? statistics = Sentences is { } path ? splitter => SentenceStatistics.Measure(path, splitter, vectors) : null;
        try
        {
            return new GloveEncoder(GloveEncoder.NameOf(Path.GetFileName(text)), vectors, LowerCase, statistics);
        }
        catch
        {
            vectors.Dispose();
            throw;
        }
    }
}
