namespace Inpaint.Serving.Shelf;

/// <summary>The right to use a model until it is disposed.</summary>
/// <typeparam name="TModel">What an open model is.</typeparam>
public sealed class ModelLease<TModel> : IDisposable
    where TModel : class, IDisposable
{
    private int _disposed;

    internal ModelLease(ServedModel<TModel> served, TModel model) => (Served, Model) = (served, model);

    /// <summary>The model that is leased, for whoever wants to lease it, too.</summary>
    public ServedModel<TModel> Served { get; }

    /// <summary>The model; not to be used after the lease, nor disposed.</summary>
    public TModel Model { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
            Served.Return();
    }
}
