using Inpaint.Models;

namespace Inpaint.Serving.Shelf;

/// <summary>Leases models by name and turns what is wrong with one into a refusal that names the field.</summary>
/// <typeparam name="TModel">What an open model is.</typeparam>
/// <param name="source">The models there are.</param>
/// <param name="shelf">Those that are open.</param>
/// <param name="options">How often the folder is looked at.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Where it is told why one cannot be opened.</param>
public class ModelCatalog<TModel>(
    IModelSource<TModel> source, ModelShelf<TModel> shelf, ModelShelfOptions options, TimeProvider time, ILogger<ModelCatalog<TModel>> logger)
    where TModel : class, IDisposable
{
    private volatile Remembered? _default;

    /// <summary>
    /// The model meant when none is named, looked for once a refresh interval: to read all manifests takes longer than many a request.
    /// One whose files were damaged after it was opened goes on serving, and so goes on being it.
    /// </summary>
    public string? DefaultName
    {
        get
        {
            Remembered? last = _default;
            if (last is not null && time.GetElapsedTime(last.Timestamp) < options.RefreshInterval)
                return last.Name;
            if (source.DefaultName is not { } name)
                return last?.Name;
            _default = new Remembered(name, time.GetTimestamp());
            return name;
        }
    }

    /// <summary>Leases the model of a request.</summary>
    /// <param name="name">The model asked for; empty: the default one.</param>
    /// <param name="field">The field that holds the name.</param>
    /// <param name="cancellationToken">Ends the wait for a model being opened.</param>
    /// <exception cref="Grpc.Core.RpcException">NOT_FOUND or FAILED_PRECONDITION, naming the field.</exception>
    public async Task<ModelLease<TModel>> LeaseAsync(string name, string field, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        try
        {
            string chosen = name.Length > 0 ? name : DefaultName ?? throw FieldError.NotFound(field, "none is named, and this service holds none");
            return await shelf.LeaseAsync(chosen, cancellationToken);
        }
        catch (ModelException exception) when (exception.Kind == ModelErrorKind.NotFound)
        {
            throw FieldError.NotFound(field, exception.Message);
        }
        catch (Exception exception) when (exception is ModelException or IOException or UnauthorizedAccessException)
        {
            // What is wrong names files of this machine: the log's business, not the caller's.
            ShelfLog.CannotOpen(logger, name, exception);
            throw FieldError.FailedPrecondition(field, "the model is there but cannot be opened; the service's log says why");
        }
    }

    private sealed record Remembered(string Name, long Timestamp);
}
