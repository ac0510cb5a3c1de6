using TorchSharp;

namespace Inpaint.Tests.Unit.Torch;

/// <summary>A fact about this repository's TorchSharp in which the official package does otherwise; skipped, with what that does, where the official one is in use.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class StandInFactAttribute : FactAttribute
{
    /// <param name="official">What the official package does.</param>
    public StandInFactAttribute(string official)
    {
        if (IsOfficial)
            Skip = "the official package " + official;
    }

    /// <summary>Whether the tests run on the official package.</summary>
    public static bool IsOfficial { get; } = typeof(torch).Assembly.GetType("TorchSharp.Interop.Aten") is null;
}
