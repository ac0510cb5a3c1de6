using Inpaint.Models;

namespace Inpaint.Serving.Generators;

/// <summary>The models of one family in a <see cref="ModelStore"/>.</summary>
internal sealed class StoreModelSource(ModelStore store, string family) : IModelSource
{
    public IReadOnlyList<string> Names => store.Names(family);

    public string? DefaultName => store.DefaultName(family);

    public CompletionModelInfo Describe(string name) => store.Describe(family, name);

    public ICompletionModel Open(string name) => store.Open(family, name);
}
