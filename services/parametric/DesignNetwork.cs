using Grpc.Core;
using Inpaint.Models;
using Inpaint.Models.Parametric;
using Inpaint.Serving.Inference;

namespace Inpaint.Parametric;

/// <summary>The trained network of the service's schema, where there is one.</summary>
internal sealed partial class DesignNetwork : IDisposable
{
    private readonly InferenceEngine<Func<ParameterModel, object>, object> _engine;
    private readonly string _missing;

    /// <summary>Opens the model that the options name, or the default one of the schema.</summary>
    /// <exception cref="ModelException">The model that is named cannot be opened.</exception>
    public DesignNetwork(
        ParametricOptions options,
        InferenceOptions inference,
        ParameterSchema schema,
        IConfiguration configuration,
        TimeProvider time,
        ILogger<DesignNetwork> logger)
    {
        TorchSharp.torch.Device device = inference.FindDevice();
        var store = new ModelStore(configuration["Models:Root"] ?? "models");
        // A call's designs are computed together, different calls one by one.
        _engine = new("inference parametric", inference, Run, static (_, _) => false, time, logger);
        _missing = $"no model is trained on the parameters of the schema '{schema.Name}'";
        if (options.Model is { Length: > 0 } named)
        {
            Model = ParameterModel.Open(store, named, schema, device);
            return;
        }
        if (store.DefaultName(ParameterNetwork.Family) is not { } name)
            return;
        try
        {
            Model = ParameterModel.Open(store, name, schema, device);
        }
        catch (ModelException exception)
        {
            // Encoding needs no model: the service goes on without, and says so to whoever asks for one.
            _missing = exception.Message;
            LogUnused(logger, exception.Message);
        }
    }

    /// <summary>The model; null: there is none.</summary>
    public ParameterModel? Model { get; }

    /// <summary>Asks the model something, on its own thread.</summary>
    /// <exception cref="RpcException">FAILED_PRECONDITION: there is no model.</exception>
    /// <exception cref="QueueFullException">Too many wait for it.</exception>
    public async Task<T> AskAsync<T>(Func<ParameterModel, T> ask, CancellationToken cancellationToken)
        where T : notnull
    {
        if (Model is null)
            throw new RpcException(new Status(StatusCode.FailedPrecondition, _missing));
        return (T)await _engine.ComputeAsync(model => ask(model), cancellationToken);
    }

    public void Dispose()
    {
        _engine.Dispose();
        Model?.Dispose();
    }

    private object[] Run(IReadOnlyList<Func<ParameterModel, object>> questions, Action<int, int> progress, CancellationToken cancellationToken) =>
        [.. questions.Select(ask => ask(Model!))];

    [LoggerMessage(Level = LogLevel.Warning, Message = "Designs are not filled: {Reason}")]
    private static partial void LogUnused(ILogger logger, string reason);
}
