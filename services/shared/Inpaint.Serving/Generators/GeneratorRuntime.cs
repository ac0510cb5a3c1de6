namespace Inpaint.Serving.Generators;

/// <summary>What all calls of a generator share.</summary>
public sealed class GeneratorRuntime
{
    internal GeneratorRuntime(string family, ModelCatalog catalog, Completion completion, DrainState drain, TimeProvider time, ILogger logger) =>
        (Family, Catalog, Completion, Drain, Time, Logger) = (family, catalog, completion, drain, time, logger);

    internal string Family { get; }

    internal ModelCatalog Catalog { get; }

    internal Completion Completion { get; }

    internal DrainState Drain { get; }

    internal TimeProvider Time { get; }

    internal ILogger Logger { get; }
}
