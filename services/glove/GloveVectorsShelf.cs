using Inpaint.Models;
using Inpaint.Models.Glove;
using Inpaint.Serving;

namespace Inpaint.Glove;

/// <summary>
/// The vectors of the service. Those that are named are opened at the start, or end it; where none are, the default of the models folder
/// is opened as soon as there is one.
/// </summary>
internal sealed class GloveVectorsShelf : IDisposable
{
    private readonly Lock _gate = new();
    private readonly GloveOptions _options;
    private readonly ModelStore _store;
    private readonly ILogger<GloveVectorsShelf> _logger;
    private GloveEncoder? _encoder;
    private ServedGlove? _served;

    /// <summary>Opens what can be opened.</summary>
    /// <exception cref="InvalidOperationException">There are vectors that cannot be opened; the message says what is wrong.</exception>
    public GloveVectorsShelf(GloveOptions options, ModelStore store, ILogger<GloveVectorsShelf> logger)
    {
        (_options, _store, _logger) = (options, store, logger);
        Find();
    }

    /// <summary>The name of the encoder, where there is one.</summary>
    public IReadOnlyList<string> Names => Find() is { } served ? [served.Facts.Name] : [];

    /// <summary>The encoder.</summary>
    /// <param name="field">The field that asks for it.</param>
    /// <exception cref="Grpc.Core.RpcException">FAILED_PRECONDITION: there are no vectors yet.</exception>
    public ServedGlove Get(string field) => Find()
        ?? throw FieldError.FailedPrecondition(field, $"there are no word vectors yet; {GloveOptions.Section}:{nameof(GloveOptions.Vectors)} may name a file of them");

    public void Dispose() => _encoder?.Dispose();

    private ServedGlove? Find()
    {
        if (Volatile.Read(ref _served) is { } open)
            return open;
        lock (_gate)
        {
            if (_served is null && _options.Open(_store, _logger) is { } encoder)
            {
                GloveLog.Opened(_logger, encoder.Name, encoder.Words, encoder.Width);
                (_encoder, _served) = (encoder, new ServedGlove(encoder));
            }

            return _served;
        }
    }
}
