using Inpaint.Models;
using Inpaint.V1;

namespace Inpaint.Serving.Generators;

/// <summary>Names models to callers and turns what is wrong with one into a refusal that names the field.</summary>
internal sealed partial class ModelCatalog(IModelSource source, ModelShelf shelf, ILogger<ModelCatalog> logger)
{
    private string? _lastDefault;

    /// <summary>Leases the model of a request.</summary>
    /// <param name="name">The model asked for; empty: the default one.</param>
    /// <param name="field">The field that holds the name.</param>
    /// <param name="cancellationToken">Ends the wait for a model being opened.</param>
    /// <exception cref="Grpc.Core.RpcException">NOT_FOUND or FAILED_PRECONDITION, naming the field.</exception>
    public async Task<ModelLease> LeaseAsync(string name, string field, CancellationToken cancellationToken)
    {
        try
        {
            string chosen = name.Length > 0 ? name : DefaultName() ?? throw FieldError.NotFound(field, "none is named, and this generator holds none");
            return await shelf.LeaseAsync(chosen, cancellationToken);
        }
        catch (ModelException exception) when (exception.Kind == ModelErrorKind.NotFound)
        {
            throw FieldError.NotFound(field, exception.Message);
        }
        catch (Exception exception) when (exception is ModelException or IOException or UnauthorizedAccessException)
        {
            // What is wrong names files of this machine: the log's business, not the caller's.
            Log.CannotOpen(logger, name, exception);
            throw FieldError.FailedPrecondition(field, "the model is there but cannot be opened; the service's log says why");
        }
    }

    /// <summary>The models that can be asked for.</summary>
    public IReadOnlyList<GeneratorModel> Describe()
    {
        string? defaultName = DefaultName();
        return [.. source.Names.Select(source.Describe).Select(info => Describe(info, info.Name == defaultName))];
    }

    // A model whose files were damaged after it was opened goes on serving, and so it goes on being the default one.
    private string? DefaultName() => source.DefaultName is { } name ? _lastDefault = name : _lastDefault;

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

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The model {Model} cannot be opened")]
        public static partial void CannotOpen(ILogger logger, string model, Exception exception);
    }
}
