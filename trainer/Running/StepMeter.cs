namespace Inpaint.Trainer.Running;

/// <summary>How fast steps go, over the latest of them.</summary>
/// <param name="time">The clock.</param>
/// <param name="samplesPerStep">Samples of one step.</param>
internal sealed class StepMeter(TimeProvider time, int samplesPerStep)
{
    private const int Window = 32;

    private readonly Queue<long> _stamps = new([time.GetTimestamp()]);

    /// <summary>Notes the end of a step.</summary>
    /// <returns>Samples a second over the latest steps.</returns>
    public double Tick()
    {
        var now = time.GetTimestamp();
        var elapsed = time.GetElapsedTime(_stamps.Peek(), now).TotalSeconds;
        var rate = elapsed > 0 ? _stamps.Count * samplesPerStep / elapsed : 0;
        _stamps.Enqueue(now);
        if (_stamps.Count > Window)
            _stamps.Dequeue();
        return rate;
    }
}
