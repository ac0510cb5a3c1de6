using Grpc.Core;

namespace Inpaint.Trainer;

/// <summary>How often and how long a service that does not answer is tried again.</summary>
/// <param name="MaxAttempts">Tries in a row.</param>
/// <param name="FirstDelay">The wait before the second try; it doubles with every further one, up to <see cref="LongestDelay"/>.</param>
public sealed record RetryPolicy(int MaxAttempts, TimeSpan FirstDelay)
{
    /// <summary>No wait is longer.</summary>
    public static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(15);

    /// <summary>Whether trying again can help: the service was not there, too slow, or went away in the middle.</summary>
    public static bool IsTransient(RpcException exception) => exception.StatusCode
        is StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.Cancelled
        or StatusCode.Aborted or StatusCode.ResourceExhausted or StatusCode.Unknown or StatusCode.Internal;

    /// <summary>The wait after a number of tries in a row that failed, at least 1.</summary>
    public TimeSpan DelayAfter(int failures)
    {
        var delay = FirstDelay * Math.Pow(2, Math.Min(failures - 1, 20));
        return delay < LongestDelay ? delay : LongestDelay;
    }

    /// <summary>Does something until it succeeds.</summary>
    /// <param name="what">What it is, for the error's message: "augmentation", "scoring".</param>
    /// <param name="attempt">The thing to do.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends trying.</param>
    /// <exception cref="TrainingException">It failed for good, or as often as is allowed.</exception>
    public async Task<T> RunAsync<T>(string what, Func<CancellationToken, Task<T>> attempt, TimeProvider time, CancellationToken cancellationToken)
    {
        for (var failures = 1; ; failures++)
        {
            try
            {
                return await attempt(cancellationToken);
            }
            catch (RpcException exception)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await WaitOrGiveUpAsync(what, exception, failures, time, cancellationToken);
            }
        }
    }

    /// <summary>Waits for the next try.</summary>
    /// <exception cref="TrainingException">There is none: the failure is final, or there were too many in a row.</exception>
    public Task WaitOrGiveUpAsync(string what, RpcException failure, int failures, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!IsTransient(failure))
            throw new TrainingException($"{what} refused: {failure.Status.StatusCode}: {failure.Status.Detail}", failure);
        if (failures >= MaxAttempts)
            throw new TrainingException($"{what} failed {failures} times in a row, the last time with {failure.Status.StatusCode}: {failure.Status.Detail}", failure);
        return Task.Delay(DelayAfter(failures), time, cancellationToken);
    }
}
