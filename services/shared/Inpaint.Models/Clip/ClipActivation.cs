using Inpaint.Inference;
using static TorchSharp.torch;

namespace Inpaint.Models.Clip;

/// <summary>The activations of published CLIP models, by the names of their files.</summary>
internal static class ClipActivation
{
    /// <summary>x times the logistic function of 1.702 x.</summary>
    public const string QuickGelu = "quick_gelu";

    /// <summary>x times the normal distribution function of x.</summary>
    public const string Gelu = "gelu";

    private const float Slope = 1.702f;

    public static bool IsKnown(string name) => name is QuickGelu or Gelu;

    /// <summary>The activation of a plan by the same name.</summary>
    public static PlanActivation OfPlan(string name) => name == Gelu ? PlanActivation.Gelu : PlanActivation.QuickGelu;

    public static Tensor Apply(string name, Tensor x)
    {
        if (name == Gelu)
            return nn.functional.gelu(x);
        using var scope = NewDisposeScope();
        return x.mul(sigmoid(x.mul(Slope))).MoveToOuterDisposeScope();
    }
}
