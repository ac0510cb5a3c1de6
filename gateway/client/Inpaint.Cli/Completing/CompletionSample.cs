using Inpaint.Imaging;
using Inpaint.V1;

namespace Inpaint.Cli.Completing;

/// <summary>One picture to complete.</summary>
/// <param name="Index">Its place in the source, counted from 0.</param>
/// <param name="Name">What it is called in tables and files.</param>
/// <param name="Partial">The picture with white in its hole.</param>
/// <param name="Mask">Where the hole is; null only for pictures that are merely scored.</param>
/// <param name="Parameters">The half-filled design; null: none.</param>
/// <param name="Text">What the whole picture shows, in a sentence; empty: nothing is said.</param>
/// <param name="Target">The whole picture to score against; null: nothing is scored.</param>
internal sealed record CompletionSample(
    int Index, string Name, RgbImage Partial, HoleMask? Mask, DesignParameters? Parameters, string Text, RgbImage? Target)
{
    /// <summary>What the sample is called on a stream.</summary>
    public string RequestId => Index.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
