using static TorchSharp.torch;

namespace Inpaint.Tests.Unit.Golden.Torch.Operators;

/// <summary>Operators that make a tensor of numbers.</summary>
internal static class FactoryOperators
{
    public static void AddTo(OperatorTable table)
    {
        table.Add("arange", "start end step dtype", a => a.Has("end")
            ? arange(a.Scalar("start"), a.Scalar("end"), a.Scalar("step", 1), a.Type("dtype"))
            : arange(a.Scalar("start"), a.Type("dtype")));
        table.Add("linspace", "start end steps dtype", a => linspace(a.Double("start"), a.Double("end"), a.Long("steps"), a.Type("dtype")));
        table.Add("logspace", "start end steps base dtype", a =>
            logspace(a.Double("start"), a.Double("end"), a.Long("steps"), a.Double("base", 10), a.Type("dtype")));
        table.Add("eye", "n m dtype", a => eye(a.Long("n"), a.Long("m", -1), a.Type("dtype")));
        // Python takes the type of a boolean too, where TorchSharp makes it int64.
        table.Add("full", "size fill_value dtype", a =>
            full(a.Longs("size"), a.Scalar("fill_value"), a.Type("dtype") ?? (a.Scalar("fill_value").Type == ScalarType.Bool ? ScalarType.Bool : null)));
        table.Add("zeros_like", "input dtype", a => zeros_like(a.Tensor("input"), a.Type("dtype")));
    }
}
