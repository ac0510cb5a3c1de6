namespace Inpaint.Gateway.Options;

/// <summary>What the gateway stands before, read from the configuration section <c>Gateway</c> and checked at start.</summary>
public sealed record GatewayOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Gateway";

    /// <summary>Generators by the name that callers ask for in the metadata <c>inpaint-generator</c>; at least one.</summary>
    public IReadOnlyDictionary<string, BackendOptions> Generators { get; init; } = new Dictionary<string, BackendOptions>();

    /// <summary>The arms among which requests that name no generator are split; none: such requests are refused unless there is only one generator.</summary>
    public IReadOnlyList<ArmOptions> Arms { get; init; } = [];

    /// <summary>Encoders by the name that callers ask for in the metadata <c>inpaint-encoder</c>.</summary>
    public IReadOnlyDictionary<string, BackendOptions> Encoders { get; init; } = new Dictionary<string, BackendOptions>();

    /// <summary>The encoder of requests that name none.</summary>
    public string DefaultEncoder { get; init; } = "parametric";

    /// <summary>Instances of the service that fills half-filled designs; null: it is not offered.</summary>
    public BackendOptions? Parameters { get; init; }

    /// <summary>Instances of the augmentation service; null: it is not offered.</summary>
    public BackendOptions? Augmentation { get; init; }

    /// <summary>Instances of the scoring service; null: it is not offered.</summary>
    public BackendOptions? Scoring { get; init; }

    /// <summary>Instances of the training service; null: it is not offered.</summary>
    public BackendOptions? Training { get; init; }

    /// <summary>How instances are watched.</summary>
    public HealthOptions Health { get; init; } = new();

    /// <summary>
    /// How long a call may be silent in both directions before it is cut, 1 second to 1 day.
    /// Long by default: a duplex stream waits as long as its caller has nothing to ask.
    /// </summary>
    public TimeSpan ActivityTimeout { get; init; } = TimeSpan.FromHours(1);
}
