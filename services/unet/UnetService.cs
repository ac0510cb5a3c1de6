using Inpaint.Serving.Generators;

namespace Inpaint.Unet;

/// <summary>
/// Completes pictures by one pass through a UNet that is conditioned on the mask and on a half-filled design, whose embedding
/// it asks of the encoder at <c>Services:Parametric</c>. A request without parameters is one of which nothing is known.
/// </summary>
internal sealed class UnetService(GeneratorRuntime runtime) : GeneratorServiceBase(runtime)
{
    /// <summary>Name of the family, as models name it and the gateway routes it.</summary>
    public const string Family = "unet";
}
