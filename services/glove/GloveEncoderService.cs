using Inpaint.Serving;
using Inpaint.Serving.Caching;
using Inpaint.Serving.Encoders;

namespace Inpaint.Glove;

/// <summary>Turns sentences into embeddings by the vectors of their words.</summary>
internal sealed class GloveEncoderService(GloveVectorsShelf vectors, CachedEncoder cache, ServingOptions serving)
    : EncoderServiceBase<IReadOnlyList<string>>(cache, serving)
{
    protected override IReadOnlyList<string> Names => vectors.Names;

    protected override ValueTask<IServedEncoder<IReadOnlyList<string>>> OpenAsync(string name, string field, CancellationToken cancellationToken)
    {
        ServedGlove served = vectors.Get(field);
        RequireName(name, field, served.Facts.Name);
        return ValueTask.FromResult<IServedEncoder<IReadOnlyList<string>>>(served);
    }
}
