namespace Inpaint.Serving.Caching;

/// <summary>
/// Leaves alone for a while what failed several times in a row. After the pause one call is let through: if it succeeds
/// all are, if it fails the pause begins anew.
/// </summary>
/// <param name="failures">Failures in a row that open the breaker, at least 1.</param>
/// <param name="pause">How long it stays open.</param>
/// <param name="time">The clock.</param>
public sealed class CircuitBreaker(int failures, TimeSpan pause, TimeProvider time)
{
    private readonly Lock _gate = new();
    private int _inARow;
    private bool _probing;
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

    /// <summary>Asks to call. True: call, and report how it went. False: do not.</summary>
    public bool TryEnter()
    {
        lock (_gate)
        {
            if (_inARow < failures)
                return true;
            if (_probing || time.GetElapsedTime(_opened) < pause)
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
            _probing = false;
            _opened = time.GetTimestamp();
            return opened;
        }
    }
}
