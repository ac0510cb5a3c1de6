using System.Runtime.CompilerServices;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace Grpc.AspNetCore.HealthChecks;

/// <summary>The last published status of each service name. Safe for many threads.</summary>
internal sealed class ServingStatusBoard
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ServingStatus> _statuses = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ServingStatus? Find(string service)
    {
        lock (_gate)
            return _statuses.TryGetValue(service, out ServingStatus status) ? status : null;
    }

    public void Publish(string service, ServingStatus status)
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            if (_statuses.TryGetValue(service, out ServingStatus before) && before == status)
                return;
            _statuses[service] = status;
            changed = _changed;
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        changed.SetResult();
    }

    /// <summary>
    /// The status whenever it differs from the one seen last, null while nothing is published. A slow reader misses what
    /// lies between, never the latest.
    /// </summary>
    public async IAsyncEnumerable<ServingStatus?> WatchAsync(string service, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        bool first = true;
        ServingStatus? seen = null;
        while (true)
        {
            ServingStatus? now;
            Task changed;
            lock (_gate)
            {
                now = _statuses.TryGetValue(service, out ServingStatus status) ? status : null;
                changed = _changed.Task;
            }

            if (first || now != seen)
                yield return now;
            (first, seen) = (false, now);
            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
