using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Inpaint.Tests.Unit.Golden.Torch.Operators;

/// <summary>Activations of torch.nn.functional.</summary>
internal static class ActivationFunctions
{
    private const string Prefix = "nn.functional.";

    public static void AddTo(OperatorTable table)
    {
        table.Add(Prefix + "elu", "input alpha inplace", a => functional.elu(a.Tensor("input"), a.Double("alpha", 1)));
        table.Add(Prefix + "gelu", "input approximate", a =>
            a.Text("approximate", "none") == "tanh" ? GeluByTanh(a.Tensor("input")) : functional.gelu(a.Tensor("input")));
        table.Add(Prefix + "glu", "input dim", a => functional.glu(a.Tensor("input"), a.Long("dim", -1)));
        table.Add(Prefix + "hardswish", "input inplace", a => functional.hardswish(a.Tensor("input")));
        // The official package's hardtanh gives its input back.
        table.Add(Prefix + "hardtanh", "input min_val max_val inplace", a => a.Tensor("input").clamp(a.Double("min_val", -1), a.Double("max_val", 1)));
        table.Add(Prefix + "leaky_relu", "input negative_slope inplace", a => functional.leaky_relu(a.Tensor("input"), a.Double("negative_slope", .01)));
        table.Add(Prefix + "logsigmoid", "input", a => functional.logsigmoid(a.Tensor("input")));
        table.Add(Prefix + "mish", "input inplace", a => functional.mish(a.Tensor("input")));
        table.Add(Prefix + "prelu", "input weight", a => functional.prelu(a.Tensor("input"), a.Tensor("weight")));
        table.Add(Prefix + "relu", "input inplace", a => functional.relu(a.Tensor("input")));
        table.Add(Prefix + "relu6", "input inplace", a => functional.relu6(a.Tensor("input")));
        table.Add(Prefix + "selu", "input inplace", a => functional.selu(a.Tensor("input")));
        table.Add(Prefix + "silu", "input inplace", a => functional.silu(a.Tensor("input")));
        table.Add(Prefix + "softplus", "input beta threshold", a =>
            functional.softplus(a.Tensor("input"), a.Double("beta", 1), a.Double("threshold", 20)));
        table.Add(Prefix + "softsign", "input", a => functional.softsign(a.Tensor("input")));
    }

    // TorchSharp 0.105's gelu is the exact one alone.
    private static Tensor GeluByTanh(Tensor x) => 0.5 * x * (1 + tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x.pow(3)))));
}
