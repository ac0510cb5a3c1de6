namespace Inpaint.Gateway.Options;

/// <summary>The instances of one service, all of them alike.</summary>
public sealed record BackendOptions
{
    /// <summary>Absolute addresses, for example <c>http://unet:8080</c>; at least one.</summary>
    public IReadOnlyList<string> Addresses { get; init; } = [];
}
