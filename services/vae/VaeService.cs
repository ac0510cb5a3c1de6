using Inpaint.Serving.Generators;

namespace Inpaint.Vae;

/// <summary>
/// Completes pictures by one pass through a variational autoencoder. It is conditioned on the partial picture and the mask
/// alone: text, parameters and embeddings are refused.
/// </summary>
internal sealed class VaeService(GeneratorRuntime runtime) : GeneratorServiceBase(runtime)
{
    /// <summary>Name of the family, as models name it and the gateway routes it.</summary>
    public const string Family = "vae";
}
