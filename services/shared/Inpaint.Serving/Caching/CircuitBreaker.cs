namespace Inpaint.Serving.Caching;

/// <summary>
/// Leaves alone for a while what failed several times in a row. After a pause one call is let through: if it succeeds all are,
/// if it fails another pause begins, twice as long up to the longest. So what failed by chance is soon used again.
/// </summary>
/// <param name="failures">Failures in a row that open the breaker, at least 1.</param>
/// <param name="longestPause">The longest pause; the first one is a thirty-second part of it.</param>
/// <param name="time">The clock.</param>
public sealed class CircuitBreaker(int failures, TimeSpan longestPause, TimeProvider time)
{
    private const int Doublings = 5;
    private readonly Lock _gate = new();
    private int _inARow;
    private bool _probing;
    private int _failedProbes;
    private long _opened;

    /// <summary>Whether calls are being turned away.</summary>
    public bool IsOpen
    {
        get
        {
            lock (_gate)
                return _inARow >= failures;
        }
    }

    private TimeSpan Pause => longestPause / (1 << (Doublings - _failedProbes));

    /// <summary>Asks to call. True: call, and report how it went. False: do not.</summary>
    public bool TryEnter()
    {
        lock (_gate)
        {
            if (_inARow < failures)
                return true;
            if (_probing || time.GetElapsedTime(_opened) < Pause)
                return false;
            return _probing = true;
        }
    }

    /// <summary>The call went well. True: this closed the breaker.</summary>
    public bool Succeeded()
    {
        lock (_gate)
        {
            bool closed = _inARow >= failures;
            _inARow = 0;
            _failedProbes = 0;
            _probing = false;
            return closed;
        }
    }

    /// <summary>The call failed. True: this opened the breaker.</summary>
    public bool Failed()
    {
        lock (_gate)
        {
            bool opened = _inARow == failures - 1;
            _inARow = Math.Min(_inARow + 1, failures);
            if (_probing)
                _failedProbes = Math.Min(_failedProbes + 1, Doublings);
            // Calls that were under way when it opened say nothing new.
            if (opened || _probing)
                _opened = time.GetTimestamp();
            _probing = false;
            return opened;
        }
    }
}
