using Inpaint.Imaging;
using Inpaint.Models;

namespace Inpaint.Serving.Generators;

/// <summary>The right to use a model until it is disposed.</summary>
public sealed class ModelLease : IDisposable
{
    private readonly ICompletionModel _model;
    private int _disposed;

    internal ModelLease(ServedModel served, ICompletionModel model) => (Served, _model) = (served, model);

    /// <summary>The model that is leased.</summary>
    public ServedModel Served { get; }

    /// <summary>What it is and what it takes.</summary>
    public CompletionModelInfo Info => Served.Info;

    /// <summary>Completes a batch; see <see cref="ICompletionModel.Complete"/>.</summary>
    public IReadOnlyList<RgbImage> Complete(IReadOnlyList<CompletionInput> batch, Action<int, int>? progress, CancellationToken cancellationToken) =>
        _model.Complete(batch, progress, cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
            Served.Return();
    }
}
