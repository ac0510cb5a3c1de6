using TorchSharp;
using static TorchSharp.torch;

namespace Inpaint.Tests.Unit.Golden.Torch.Operators;

/// <summary>Operators on each element by itself.</summary>
internal static class ElementwiseOperators
{
    public static void AddTo(OperatorTable table)
    {
        AddUnary(table);
        AddArithmetic(table);
        table.Add("clamp", "input min max", a => a.IsTensor("min") || a.IsTensor("max")
            ? clamp(a.Tensor("input"), a.TensorOrNull("min"), a.TensorOrNull("max"))
            : clamp(a.Tensor("input"), a.ScalarOrNull("min"), a.ScalarOrNull("max")));
        table.Add("lerp", "input end weight", a => lerp(a.Tensor("input"), a.Tensor("end"), TensorOrScalar(a, "weight")));
        table.Add("nan_to_num", "input nan posinf neginf", a =>
            nan_to_num(a.Tensor("input"), a.Double("nan", 0), a.DoubleOrNull("posinf"), a.DoubleOrNull("neginf")));
        table.Add("addcdiv", "input tensor1 tensor2 value", a =>
            addcdiv(a.Tensor("input"), a.Tensor("tensor1"), a.Tensor("tensor2"), a.Scalar("value", 1)));
        table.Add("addcmul", "input tensor1 tensor2 value", a =>
            addcmul(a.Tensor("input"), a.Tensor("tensor1"), a.Tensor("tensor2"), a.Scalar("value", 1)));
        table.Add("round", "input decimals", a => round(a.Tensor("input"), a.Long("decimals", 0)));
        table.Add("softmax", "input dim dtype", a => softmax(a.Tensor("input"), (int)a.Long("dim"), a.Type("dtype")));
        table.Add("log_softmax", "input dim dtype", a => a.Tensor("input").log_softmax(a.Long("dim"), a.Type("dtype")));
    }

    private static void AddUnary(OperatorTable table)
    {
        foreach (var (name, call) in new (string, Func<Tensor, Tensor>)[]
        {
            ("abs", abs), ("ceil", ceil), ("cos", cos), ("erf", erf), ("exp", exp), ("expm1", expm1), ("floor", floor), ("frac", frac),
            ("log", log), ("log1p", log1p), ("reciprocal", reciprocal), ("rsqrt", rsqrt), ("sigmoid", sigmoid), ("sign", sign), ("sin", sin),
            ("sqrt", sqrt), ("square", square), ("tanh", tanh), ("trunc", trunc), ("isfinite", isfinite), ("isnan", isnan), ("logical_not", logical_not),
        })
        {
            table.Add(name, "input", a => call(a.Tensor("input")));
        }
    }

    private static void AddArithmetic(OperatorTable table)
    {
        table.Add("add", "input other alpha", a => a.IsTensor("other")
            ? add(a.Tensor("input"), a.Tensor("other"), a.Scalar("alpha", 1))
            : add(a.Tensor("input"), a.Scalar("other"), a.Scalar("alpha", 1)));
        // TorchSharp's sub has no alpha: it is add's, negated.
        table.Add("sub", "input other alpha", a => (a.Has("alpha"), a.IsTensor("other")) switch
        {
            (true, true) => sub(a.Tensor("input"), mul(a.Tensor("other"), a.Scalar("alpha"))),
            (true, false) => sub(a.Tensor("input"), a.Scalar("other").ToDouble() * a.Double("alpha")),
            (false, true) => sub(a.Tensor("input"), a.Tensor("other")),
            _ => sub(a.Tensor("input"), a.Scalar("other")),
        });
        table.Add("rsub", "input other", a => a.IsTensor("other") ? a.Tensor("other") - a.Tensor("input") : a.Scalar("other") - a.Tensor("input"));
        table.Add("mul", "input other", a => a.IsTensor("other") ? mul(a.Tensor("input"), a.Tensor("other")) : mul(a.Tensor("input"), a.Scalar("other")));
        table.Add("div", "input other rounding_mode", a => a.IsTensor("other")
            ? a.Tensor("input").div(a.Tensor("other"), Rounding(a))
            : a.Tensor("input").div(a.Scalar("other"), Rounding(a)));
        table.Add("fmod", "input other", a => a.IsTensor("other") ? fmod(a.Tensor("input"), a.Tensor("other")) : fmod(a.Tensor("input"), a.Scalar("other")));
        table.Add("remainder", "input other", a => a.IsTensor("other")
            ? remainder(a.Tensor("input"), a.Tensor("other"))
            : remainder(a.Tensor("input"), a.Scalar("other")));
        table.Add("pow", "input exponent", a => a.IsTensor("exponent") ? pow(a.Tensor("input"), a.Tensor("exponent")) : pow(a.Tensor("input"), a.Scalar("exponent")));
        table.Add("atan2", "input other", a => atan2(a.Tensor("input"), a.Tensor("other")));
    }

    private static RoundingMode Rounding(OperatorArguments a) => a.Has("rounding_mode") ? Enum.Parse<RoundingMode>(a.Text("rounding_mode")) : RoundingMode.None;

    private static Tensor TensorOrScalar(OperatorArguments a, string name) =>
        a.IsTensor(name) ? a.Tensor(name) : tensor(a.Double(name), a.Tensor("input").dtype);
}
