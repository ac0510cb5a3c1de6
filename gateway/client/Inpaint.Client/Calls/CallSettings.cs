namespace Inpaint.Client;

/// <summary>What a single call asks for beyond its message.</summary>
public sealed record CallSettings
{
    /// <summary>Nothing beyond the message.</summary>
    public static CallSettings Default { get; } = new();

    /// <summary>The generator that is to answer, for example "unet"; null: the gateway splits among its arms.</summary>
    public string? Generator { get; init; }

    /// <summary>What the caller calls itself, so that it always meets the same arm; null: any arm.</summary>
    public string? ArmKey { get; init; }

    /// <summary>The encoder that is to answer, for example "parametric"; null: the gateway's default.</summary>
    public string? Encoder { get; init; }

    /// <summary>Time limit of the call; null: the client's own for short calls, none for streams.</summary>
    public TimeSpan? Deadline { get; init; }
}
