using Inpaint.Models;

namespace Inpaint.Serving.Shelf;

/// <summary>
/// The models that are open. One is opened when it is first asked for, closed when too many others were asked for since, and
/// exchanged when another revision appears: the old one serves until the new one is open and has been warmed up.
/// </summary>
/// <typeparam name="TModel">What an open model is.</typeparam>
public sealed class ModelShelf<TModel> : IDisposable
    where TModel : class, IDisposable
{
    private readonly IModelSource<TModel> _source;
    private readonly ModelShelfOptions _options;
    private readonly ILogger _logger;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Slot> _slots = new(StringComparer.Ordinal);

    // One at a time: two models that are being opened need twice the memory.
    private readonly SemaphoreSlim _opening = new(1, 1);
    private long _uses;

    /// <summary>An empty shelf.</summary>
    public ModelShelf(IModelSource<TModel> source, ModelShelfOptions options, ILogger<ModelShelf<TModel>> logger) =>
        (_source, _options, _logger) = (source, options, logger);

    /// <summary>Names of the models that are open or being opened.</summary>
    public IReadOnlyList<string> OpenNames
    {
        get
        {
            lock (_gate)
                return [.. _slots.Keys.Order(StringComparer.Ordinal)];
        }
    }

    /// <summary>Leases a model, opening it if need be.</summary>
    /// <param name="name">The model.</param>
    /// <param name="cancellationToken">Ends the wait; the opening goes on for others.</param>
    /// <exception cref="ModelException">There is no such model, or it cannot be opened.</exception>
    public async Task<ModelLease<TModel>> LeaseAsync(string name, CancellationToken cancellationToken)
    {
        while (true)
        {
            ServedModel<TModel> model = await SlotFor(name).Model.WaitAsync(cancellationToken);
            // Null when it was retired between the two: then another one is on the shelf, or will be.
            if (model.TryLease() is { } lease)
                return lease;
        }
    }

    /// <summary>Compares the open models with those in the folder and exchanges what changed. A bad revision is left alone.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        KeyValuePair<string, Slot>[] open;
        lock (_gate)
            open = [.. _slots.Where(slot => slot.Value.Model.IsCompletedSuccessfully)];
        foreach ((string name, Slot slot) in open)
            await RefreshAsync(name, slot, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            foreach (Slot slot in _slots.Values)
                slot.RetireWhenOpen();
            _slots.Clear();
        }
    }

    private Slot SlotFor(string name)
    {
        lock (_gate)
        {
            if (!_slots.TryGetValue(name, out Slot? slot))
            {
                slot = new Slot();
                slot.Model = OpenFirstAsync(name, slot);
                _slots.Add(name, slot);
                CloseLeastUsed(except: slot);
            }
            slot.LastUse = ++_uses;
            return slot;
        }
    }

    private void CloseLeastUsed(Slot except)
    {
        while (_slots.Count > _options.MaxOpen)
        {
            (string name, Slot slot) = _slots.Where(other => other.Value != except).MinBy(other => other.Value.LastUse);
            _slots.Remove(name);
            slot.RetireWhenOpen();
            ShelfLog.Closed(_logger, name);
        }
    }

    private async Task<ServedModel<TModel>> OpenFirstAsync(string name, Slot slot)
    {
        // Called under the lock, which opening must not hold.
        await Task.Yield();
        try
        {
            return await OpenAsync(name, CancellationToken.None);
        }
        catch
        {
            // Whoever asks next tries anew.
            lock (_gate)
            {
                if (_slots.TryGetValue(name, out Slot? present) && present == slot)
                    _slots.Remove(name);
            }
            throw;
        }
    }

    private async Task<ServedModel<TModel>> OpenAsync(string name, CancellationToken cancellationToken)
    {
        await _opening.WaitAsync(cancellationToken);
        try
        {
            TModel model = _source.Open(name);
            try
            {
                _source.WarmUp(model);
            }
            catch
            {
                model.Dispose();
                throw;
            }
            string digest = _source.DigestOf(model);
            ShelfLog.Opened(_logger, name, digest);
            return new ServedModel<TModel>(model, digest);
        }
        finally
        {
            _opening.Release();
        }
    }

    private async Task RefreshAsync(string name, Slot slot, CancellationToken cancellationToken)
    {
        ServedModel<TModel> current = await slot.Model;
        string? revision = null;
        try
        {
            revision = _source.DigestOf(name);
            if (revision == current.Digest || revision == slot.RefusedRevision)
                return;
            Exchange(name, slot, current, await OpenAsync(name, cancellationToken));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Told once a revision, not once a look.
            if (slot.RefusedRevision != (revision ?? ""))
                ShelfLog.RevisionRefused(_logger, name, current.Digest, exception);
            slot.RefusedRevision = revision ?? "";
        }
    }

    private void Exchange(string name, Slot slot, ServedModel<TModel> current, ServedModel<TModel> next)
    {
        lock (_gate)
        {
            // Closed meanwhile: then nobody wants the new one either.
            if (!_slots.TryGetValue(name, out Slot? present) || present != slot)
            {
                next.Retire();
                return;
            }
            slot.Model = Task.FromResult(next);
            slot.RefusedRevision = null;
        }
        current.Retire();
    }

    private sealed class Slot
    {
        public Task<ServedModel<TModel>> Model { get; set; } = null!;

        public long LastUse { get; set; }

        /// <summary>Digest of the revision that could not be opened; empty where not even its manifest can be read.</summary>
        public string? RefusedRevision { get; set; }

        public void RetireWhenOpen() =>
            Model.ContinueWith(static opened => opened.Result.Retire(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
    }
}
