namespace Inpaint.Serving.Inference;

/// <summary>Computes a batch, on the engine's own thread.</summary>
/// <param name="batch">At least one input, all of them compatible.</param>
/// <param name="progress">To be told after every step: steps done, steps in all.</param>
/// <param name="cancellationToken">Is cancelled when nobody wants any of the outputs any more: end within one step.</param>
/// <returns>One output an input, in the same order.</returns>
public delegate IReadOnlyList<TOutput> BatchRunner<in TInput, out TOutput>(
    IReadOnlyList<TInput> batch, Action<int, int> progress, CancellationToken cancellationToken);
