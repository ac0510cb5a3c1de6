using Inpaint.Models.Clip;
using Inpaint.Serving;
using Inpaint.Serving.Caching;
using Inpaint.Serving.Encoders;
using Inpaint.Serving.Shelf;

namespace Inpaint.Clip;

/// <summary>Turns texts and pictures into CLIP's embeddings, by every CLIP model in the models folder.</summary>
internal sealed class ClipEncoderService(
    IModelSource<ClipEncoder> source, ModelCatalog<ClipEncoder> catalog, ClipInputs inputs, ClipBatches batches, ClipOptions options, CachedEncoder cache, ServingOptions serving)
    : EncoderServiceBase<ClipInput>(cache, serving)
{
    private const string Prefix = ClipModel.Family + "/";

    protected override IReadOnlyList<string> Names => [.. source.Names.Select(NameOf)];

    /// <summary>Name of the encoder that a model is.</summary>
    public static string NameOf(string model) => Prefix + model;

    protected override async ValueTask<IServedEncoder<ClipInput>> OpenAsync(string name, string field, CancellationToken cancellationToken)
    {
        if (name.Length > 0 && !name.StartsWith(Prefix, StringComparison.Ordinal))
            throw FieldError.NotFound(field, $"there is no encoder '{name}'; names here start with {Prefix}");
        ModelLease<ClipEncoder> lease = await catalog.LeaseAsync(name.Length > 0 ? name[Prefix.Length..] : "", field, cancellationToken);
        return new LeasedClipEncoder(lease, inputs, batches, options);
    }
}
