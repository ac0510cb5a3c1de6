namespace Inpaint.Serving.Shelf;

/// <summary>An open model that several requests use; when it is retired it is closed as soon as the last of them is done.</summary>
/// <typeparam name="TModel">What an open model is.</typeparam>
/// <param name="model">The model.</param>
/// <param name="digest">Digest of its weights.</param>
public sealed class ServedModel<TModel>(TModel model, string digest)
    where TModel : class, IDisposable
{
    private readonly Lock _gate = new();
    private int _leases;
    private bool _retired;

    /// <summary>SHA-256 of its weights, lower-case hexadecimal.</summary>
    public string Digest { get; } = digest;

    /// <summary>Keeps the model open for a new request until the lease is disposed; null when it is retired already.</summary>
    public ModelLease<TModel>? TryLease() => TryLease(mayBeRetired: false);

    /// <summary>Keeps the model open for work on behalf of those who lease it; null when the last of them has gone.</summary>
    public ModelLease<TModel>? TryShare() => TryLease(mayBeRetired: true);

    /// <summary>Lends it to nobody any more; the second time does nothing.</summary>
    public void Retire()
    {
        lock (_gate)
        {
            if (_retired)
                return;
            _retired = true;
            if (_leases > 0)
                return;
        }
        model.Dispose();
    }

    private ModelLease<TModel>? TryLease(bool mayBeRetired)
    {
        lock (_gate)
        {
            if (_retired && !(mayBeRetired && _leases > 0))
                return null;
            _leases++;
        }
        return new ModelLease<TModel>(this, model);
    }

    internal void Return()
    {
        lock (_gate)
        {
            if (--_leases > 0 || !_retired)
                return;
        }
        model.Dispose();
    }
}
