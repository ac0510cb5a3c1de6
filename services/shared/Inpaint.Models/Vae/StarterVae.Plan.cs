using Inpaint.Inference;

namespace Inpaint.Models.Vae;

public sealed partial class StarterVae
{
    /// <summary>
    /// Compiles encoder and decoder: picture [3, height, width] and mask [1, height, width] in, the picture of the code's mean out.
    /// Later changes of the weights do not reach the plan.
    /// </summary>
    /// <param name="options">How; by default with all cores, in single precision.</param>
    /// <exception cref="PlanException">This machine runs no plans.</exception>
    public InferencePlan CompilePlan(PlanOptions? options = null)
    {
        var plan = new PlanBuilder();
        var picture = plan.Input(3, Configuration.Height, Configuration.Width);
        var hole = plan.Input(1, Configuration.Height, Configuration.Width);
        var white = plan.Concat(hole, hole, hole);
        var known = plan.Sum(plan.Multiply(picture, plan.Affine(hole, -1, 1)), white);
        plan.Output(Decoder.AddTo(plan, Encoder.AddMeanTo(plan, plan.Concat(known, hole))));
        return plan.Compile(options);
    }
}
