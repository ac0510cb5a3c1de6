using Inpaint.V1;

namespace Inpaint.Serving.Encoders;

/// <summary>An encoder in the hands of one call; disposing gives back what keeps it open.</summary>
/// <typeparam name="TInput">An input that was found right and is ready to be computed.</typeparam>
public interface IServedEncoder<TInput> : IDisposable
{
    /// <summary>What it is.</summary>
    EncoderFacts Facts { get; }

    /// <summary>How many values each embedding has; 0: it depends on the input.</summary>
    /// <param name="options">Options that were found right.</param>
    int ValuesOf(EncodingOptions options);

    /// <summary>Checks an input and makes it ready.</summary>
    /// <param name="input">The input, of a form that the encoder takes.</param>
    /// <param name="options">Options that were found right.</param>
    /// <param name="field">The field that holds the input.</param>
    /// <exception cref="Grpc.Core.RpcException">INVALID_ARGUMENT, naming the field or one below it.</exception>
    PreparedInput<TInput> Prepare(EncoderInput input, EncodingOptions options, FieldPath field);

    /// <summary>Computes embeddings. It may go on after this encoder was disposed, on behalf of other callers.</summary>
    /// <param name="inputs">At least one, as <see cref="Prepare"/> made them ready.</param>
    /// <param name="options">Options that were found right.</param>
    /// <param name="cancellationToken">Is cancelled when nobody wants any of them any more.</param>
    /// <returns>One embedding an input, in their order; they are not changed afterwards.</returns>
    Task<float[][]> ComputeAsync(IReadOnlyList<TInput> inputs, EncodingOptions options, CancellationToken cancellationToken);
}
