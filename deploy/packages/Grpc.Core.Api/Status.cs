namespace Grpc.Core;

/// <summary>A status code with its explanation.</summary>
public struct Status(StatusCode statusCode, string detail, Exception? debugException)
{
    /// <summary>OK without detail.</summary>
    public static readonly Status DefaultSuccess = new(StatusCode.OK, "");

    /// <summary>Cancelled without detail.</summary>
    public static readonly Status DefaultCancelled = new(StatusCode.Cancelled, "");

    public Status(StatusCode statusCode, string detail) : this(statusCode, detail, null)
    {
    }

    public StatusCode StatusCode { get; } = statusCode;

    /// <summary>The explanation that travels with the code.</summary>
    public string Detail { get; } = detail;

    /// <summary>What the code was made from on this side; never sent.</summary>
    public Exception? DebugException { get; } = debugException;

    public override readonly string ToString() => DebugException is null
        ? $"Status(StatusCode=\"{StatusCode}\", Detail=\"{Detail}\")"
        : $"Status(StatusCode=\"{StatusCode}\", Detail=\"{Detail}\", DebugException=\"{DebugException.GetType()}: {DebugException.Message}\")";
}
