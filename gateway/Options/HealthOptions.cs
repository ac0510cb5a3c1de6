namespace Inpaint.Gateway.Options;

/// <summary>How the gateway watches the instances behind it.</summary>
public sealed record HealthOptions
{
    /// <summary>Time between two probes of an instance, 10 ms to 1 hour. One failed probe takes it out, one good probe takes it back.</summary>
    public TimeSpan ProbeInterval { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long an answer to a probe may take, 10 ms to 1 minute.</summary>
    public TimeSpan ProbeTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Calls in a row that an instance may end with UNAVAILABLE or a broken transport before it is taken out, 1 to 1000.</summary>
    public int FailuresInARow { get; init; } = 3;

    /// <summary>How long an instance that was taken out for failed calls stays out, 10 ms to 1 hour.</summary>
    public TimeSpan ReactivationPeriod { get; init; } = TimeSpan.FromSeconds(2);
}
