using Inpaint.Imaging;
using Inpaint.Models;
using Inpaint.Serving.Generators;

namespace Inpaint.Tests.Unit.Serving.Generators;

/// <summary>A models folder in memory, whose models give back what they get.</summary>
internal sealed class StubModels : IModelSource
{
    public Dictionary<string, string> Digests { get; } = new(StringComparer.Ordinal);

    /// <summary>Digests of revisions that cannot be opened.</summary>
    public HashSet<string> Damaged { get; } = [];

    public List<StubModel> Opened { get; } = [];

    public IReadOnlyList<string> Names => [.. Digests.Keys.Order(StringComparer.Ordinal)];

    public string? DefaultName => Names.Count > 0 ? Names[0] : null;

    public CompletionModelInfo Describe(string name) => Digests.TryGetValue(name, out string? digest)
        ? new CompletionModelInfo("stub", name, digest, 8, 6, 0, null, null, 0)
        : throw new ModelException(ModelErrorKind.NotFound, $"there is no model '{name}'");

    public ICompletionModel Open(string name)
    {
        CompletionModelInfo info = Describe(name);
        if (Damaged.Contains(info.WeightsDigest))
            throw new ModelException(ModelErrorKind.Corrupt, $"the model '{name}' is damaged");
        var model = new StubModel(info);
        Opened.Add(model);
        return model;
    }

    internal sealed class StubModel(CompletionModelInfo info) : ICompletionModel
    {
        public CompletionModelInfo Info => info;

        public bool IsDisposed { get; private set; }

        public int Completed { get; private set; }

        public IReadOnlyList<RgbImage> Complete(IReadOnlyList<CompletionInput> batch, Action<int, int>? progress, CancellationToken cancellationToken)
        {
            ObjectDisposedException.ThrowIf(IsDisposed, this);
            Completed += batch.Count;
            return [.. batch.Select(input => input.Partial.Clone())];
        }

        public void Dispose() => IsDisposed = true;
    }
}
