using Inpaint.Serving;
using Inpaint.Serving.Caching;
using Inpaint.Serving.Encoders;

namespace Inpaint.Parametric;

/// <summary>
/// Turns half-filled designs into embeddings: by default for every parameter its standardised value and whether it is known at all, and
/// where a network is trained on the schema, what that makes of them.
/// </summary>
internal sealed class ParametricEncoderService(DesignEncoders encoders, CachedEncoder cache, ServingOptions serving)
    : EncoderServiceBase<double[]>(cache, serving)
{
    protected override IReadOnlyList<string> Names => encoders.Names;

    protected override ValueTask<IServedEncoder<double[]>> OpenAsync(string name, string field, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IServedEncoder<double[]>>(encoders.Find(name, field));
}
