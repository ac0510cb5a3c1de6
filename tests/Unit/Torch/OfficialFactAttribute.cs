namespace Inpaint.Tests.Unit.Torch;

/// <summary>A fact about the official TorchSharp; skipped, with the reason, where this repository's stands in for it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OfficialFactAttribute : FactAttribute
{
    public OfficialFactAttribute()
    {
        if (!StandInFactAttribute.IsOfficial)
            Skip = "runs on the official package alone (-p:OfficialPackages=true)";
    }
}
