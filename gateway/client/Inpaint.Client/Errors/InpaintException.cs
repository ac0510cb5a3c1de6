using Grpc.Core;

namespace Inpaint.Client;

/// <summary>A call that ended without its answer.</summary>
public sealed class InpaintException : Exception
{
    /// <summary>An error with all that is known of it.</summary>
    public InpaintException(StatusCode code, string message, IReadOnlyList<FieldViolation> violations, Exception? inner = null)
        : base(message, inner)
    {
        ArgumentNullException.ThrowIfNull(violations);
        Code = code;
        Violations = violations;
    }

    /// <summary>The gRPC status: INVALID_ARGUMENT and NOT_FOUND for wrong requests, UNAVAILABLE where trying again may help.</summary>
    public StatusCode Code { get; }

    /// <summary>The fields that are wrong; empty where no field is to blame.</summary>
    public IReadOnlyList<FieldViolation> Violations { get; }

    /// <summary>The error as one line: the fields and what is wrong with them, or the message.</summary>
    public string Summary => Violations.Count == 0
        ? Message
        : string.Join("; ", Violations.Select(violation => $"{violation.Field}: {violation.Description}"));
}
