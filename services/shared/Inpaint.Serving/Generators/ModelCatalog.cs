using Inpaint.Models;
using Inpaint.Serving.Shelf;
using Inpaint.V1;

namespace Inpaint.Serving.Generators;

/// <summary>Names a generator's models to callers.</summary>
internal sealed class ModelCatalog(
    IModelSource source, ModelShelf<ICompletionModel> shelf, ModelShelfOptions options, TimeProvider time, ILogger<ModelCatalog<ICompletionModel>> logger)
    : ModelCatalog<ICompletionModel>(source, shelf, options, time, logger)
{
    private readonly IModelSource _source = source;

    /// <summary>The models that can be asked for.</summary>
    public IReadOnlyList<GeneratorModel> Describe()
    {
        string? defaultName = DefaultName;
        return [.. _source.Names.Select(_source.Describe).Select(info => Describe(info, info.Name == defaultName))];
    }

    private static GeneratorModel Describe(CompletionModelInfo info, bool isDefault) => new()
    {
        Name = info.Name,
        WeightsDigest = info.WeightsDigest,
        Width = info.Width,
        Height = info.Height,
        ParameterCount = info.ParameterCount,
        Encoder = info.Encoder ?? "",
        TextEncoder = info.Text?.Encoder ?? "",
        IsDefault = isDefault,
    };
}
