using Inpaint.Client;
using Inpaint.Imaging;
using Inpaint.V1;

namespace Inpaint.Cli.Completing;

/// <summary>What became of a sample: a picture, with its scores where there is a target, or an error.</summary>
/// <param name="Sample">The sample.</param>
/// <param name="Picture">The completed picture; null where it failed.</param>
/// <param name="Result">How it came about; null where it failed, or where nobody completed it.</param>
/// <param name="Error">Why it failed; null where it did not.</param>
/// <param name="Scores">The scores against the target; null without one.</param>
internal sealed record CompletionOutcome(
    CompletionSample Sample, RgbImage? Picture, InpaintResult? Result, InpaintException? Error, Scores? Scores = null);
