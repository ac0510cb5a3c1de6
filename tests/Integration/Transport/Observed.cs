namespace Inpaint.Tests.Integration.Transport;

/// <summary>A handler that holds a call until it is cancelled, and tells the test that it started and that it was.</summary>
internal sealed class Observed
{
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _seen = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the handler has been entered.</summary>
    public Task Started => _started.Task;

    /// <summary>Ends when the handler's token has been cancelled.</summary>
    public Task Seen => _seen.Task;

    public async Task<T> HoldAsync<T>(CancellationToken cancellationToken)
    {
        _started.TrySetResult();
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            throw new InvalidOperationException("An endless wait ended.");
        }
        finally
        {
            _seen.TrySetResult();
        }
    }
}
