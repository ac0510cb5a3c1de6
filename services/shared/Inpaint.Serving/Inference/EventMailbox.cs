using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Threading.Channels;

namespace Inpaint.Serving.Inference;

/// <summary>
/// The events of one request on their way from the inference thread to one reader. The writer never waits; what a slow
/// reader can leave lying is bounded, for progress replaces progress: queued, started, the latest progress and the end.
/// </summary>
internal sealed class EventMailbox
{
    private readonly Lock _gate = new();
    private readonly List<InferenceEvent> _undelivered = [];

    // Holds one item when there is something to look at. The state itself stands in the fields, under the lock.
    private readonly Channel<bool> _news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private ExceptionDispatchInfo? _failure;
    private bool _ended;

    /// <summary>Whether nothing can happen any more.</summary>
    public bool HasEnded
    {
        get
        {
            lock (_gate)
                return _ended;
        }
    }

    /// <summary>Leaves an event; nothing happens after the end.</summary>
    public void Post(InferenceEvent item)
    {
        lock (_gate)
        {
            if (_ended)
                return;
            if (item is InferenceProgressed && _undelivered.Count > 0 && _undelivered[^1] is InferenceProgressed)
                _undelivered[^1] = item;
            else
                _undelivered.Add(item);
        }
        _news.Writer.TryWrite(true);
    }

    /// <summary>Ends with a result. Of all attempts to end the first one alone counts.</summary>
    public bool TryComplete(InferenceEvent result) => TryEnd(result, null);

    /// <summary>Ends with a failure; events not yet read are still delivered first.</summary>
    public bool TryFail(Exception failure) => TryEnd(null, ExceptionDispatchInfo.Capture(failure));

    /// <summary>The events, to one reader; throws at the end if the request failed.</summary>
    public async IAsyncEnumerable<InferenceEvent> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            await _news.Reader.ReadAsync(cancellationToken);
            InferenceEvent[] delivered;
            bool ended;
            lock (_gate)
            {
                delivered = [.. _undelivered];
                _undelivered.Clear();
                ended = _ended;
            }
            foreach (InferenceEvent item in delivered)
                yield return item;
            if (!ended)
                continue;
            _failure?.Throw();
            yield break;
        }
    }

    private bool TryEnd(InferenceEvent? result, ExceptionDispatchInfo? failure)
    {
        lock (_gate)
        {
            if (_ended)
                return false;
            _ended = true;
            _failure = failure;
            if (result is not null)
                _undelivered.Add(result);
        }
        _news.Writer.TryWrite(true);
        return true;
    }
}
