using Grpc.Core;

namespace Inpaint.Serving.Generators;

/// <summary>What a call says beside its request.</summary>
/// <param name="Arm">The gateway's arm that was chosen; empty when the generator was called directly.</param>
/// <param name="Deadline">When the caller stops waiting, in UTC; <see cref="DateTime.MaxValue"/>: never.</param>
public sealed record CallFacts(string Arm, DateTime Deadline)
{
    /// <summary>Header in which the gateway names the arm that it chose.</summary>
    public const string ArmHeader = "inpaint-arm";

    // Set by the gateway, but anyone can send it and it is sent back.
    private const int MaxArmLength = 64;

    /// <summary>The facts of a call.</summary>
    public static CallFacts Of(ServerCallContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        string arm = context.RequestHeaders.GetValue(ArmHeader) ?? "";
        return new CallFacts(arm.Length <= MaxArmLength ? arm : arm[..MaxArmLength], context.Deadline);
    }

    /// <summary>The deadline as engines take it; null: none.</summary>
    public DateTimeOffset? Expiry => Deadline == DateTime.MaxValue ? null : new DateTimeOffset(Deadline, TimeSpan.Zero);
}
