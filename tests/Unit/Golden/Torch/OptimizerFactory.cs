using TorchSharp.Modules;
using static TorchSharp.torch.optim;

namespace Inpaint.Tests.Unit.Golden.Torch;

/// <summary>One parameter group of a case.</summary>
internal sealed record CaseGroup(Parameter[] Parameters, double LearningRate, double WeightDecay);

/// <summary>Optimisers by their Python names and arguments.</summary>
internal static class OptimizerFactory
{
    public static OptimizerHelper Make(string name, CaseArguments a, CaseGroup[] groups)
    {
        var (beta1, beta2) = a.Has("betas") ? (a.Doubles("betas")[0], a.Doubles("betas")[1]) : (0.9, 0.999);
        OptimizerHelper optimizer = name switch
        {
            "SGD" => MakeSgd(a, groups),
            "Adam" => Adam(
                groups.Select(g => new Adam.ParamGroup(g.Parameters, g.LearningRate, beta1, beta2, a.Double("eps", 1e-8), g.WeightDecay, a.Bool("amsgrad", false), a.Bool("maximize", false)))),
            "AdamW" => AdamW(
                groups.Select(g => new AdamW.ParamGroup(g.Parameters, g.LearningRate, beta1, beta2, a.Double("eps", 1e-8), g.WeightDecay, a.Bool("amsgrad", false), a.Bool("maximize", false)))),
            "RMSprop" => MakeRmsProp(a, groups),
            "Adagrad" => Adagrad(
                groups.Select(g => new Adagrad.ParamGroup(g.Parameters, g.LearningRate, a.Double("lr_decay", 0), g.WeightDecay, a.Double("initial_accumulator_value", 0), a.Double("eps", 1e-10)))),
            _ => throw new InvalidDataException($"no optimiser {name}"),
        };
        a.RequireAllRead();
        return optimizer;
    }

    private static SGD MakeSgd(CaseArguments a, CaseGroup[] groups) => SGD(
        groups.Select(g => new SGD.ParamGroup(
            g.Parameters, g.LearningRate, a.Double("momentum", 0), a.Double("dampening", 0), g.WeightDecay, a.Bool("nesterov", false), a.Bool("maximize", false))),
        groups[0].LearningRate);

    private static RMSProp MakeRmsProp(CaseArguments a, CaseGroup[] groups) => RMSProp(
        groups.Select(g => new RMSProp.ParamGroup(
            g.Parameters, g.LearningRate, a.Double("eps", 1e-8), a.Double("alpha", 0.99), g.WeightDecay, a.Double("momentum", 0), a.Bool("centered", false))),
        maximize: a.Bool("maximize", false));
}
