using Grpc.Core;

namespace Inpaint.Serving;

/// <summary>
/// A caller's stream, whose breaking off is a cancellation and no fault of ours. The server reports it as an
/// <see cref="IOException"/>, often a moment before the call counts as cancelled.
/// </summary>
internal sealed class CallerStream<T>(IAsyncStreamReader<T> inner) : IAsyncStreamReader<T>
{
    public T Current => inner.Current;

    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        try
        {
            return await inner.MoveNext(cancellationToken);
        }
        catch (IOException exception)
        {
            throw new OperationCanceledException("the caller broke its stream off", exception);
        }
    }
}
