using Inpaint.Imaging;

namespace Inpaint.Models;

/// <summary>
/// A network with its weights, ready to complete partial pictures.
/// Immutable once opened: calls on several threads at once are allowed and do not see each other.
/// </summary>
public interface ICompletionModel : IDisposable
{
    /// <summary>What the model is and what it takes.</summary>
    CompletionModelInfo Info { get; }

    /// <summary>
    /// Completes a batch. Pixels outside the hole are those of the partial picture, byte for byte.
    /// The same input gives the same bytes, whatever else is in the batch.
    /// </summary>
    /// <param name="batch">At least one input; all of them are checked before any is computed.</param>
    /// <param name="progress">Told after every step of the network: steps done, steps in all. Called on the computing thread.</param>
    /// <param name="cancellationToken">Ends the computation within one step.</param>
    /// <returns>One completed picture an input, in the same order.</returns>
    /// <exception cref="CompletionInputException">An input does not fit the model; the field is named.</exception>
    /// <exception cref="OperationCanceledException">The computation was cancelled.</exception>
    IReadOnlyList<RgbImage> Complete(
        IReadOnlyList<CompletionInput> batch,
        Action<int, int>? progress,
        CancellationToken cancellationToken);
}
