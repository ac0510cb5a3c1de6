using TorchSharp;
using static TorchSharp.torch;

namespace Inpaint.Tests.Unit.Golden.Torch.Operators;

/// <summary>Comparisons, logic, order.</summary>
internal static class ComparisonOperators
{
    public static void AddTo(OperatorTable table)
    {
        AddComparison(table, "eq", (x, y) => x.eq(y), (x, y) => x.eq(y));
        AddComparison(table, "ne", (x, y) => x.ne(y), (x, y) => x.ne(y));
        AddComparison(table, "lt", (x, y) => x.lt(y), (x, y) => x.lt(y));
        AddComparison(table, "le", (x, y) => x.le(y), (x, y) => x.le(y));
        AddComparison(table, "gt", (x, y) => x.gt(y), (x, y) => x.gt(y));
        AddComparison(table, "ge", (x, y) => x.ge(y), (x, y) => x.ge(y));
        table.Add("maximum", "input other", a => maximum(a.Tensor("input"), a.Tensor("other")));
        table.Add("minimum", "input other", a => minimum(a.Tensor("input"), a.Tensor("other")));
        table.Add("logical_and", "input other", a => logical_and(a.Tensor("input"), a.Tensor("other")));
        table.Add("bitwise_and", "input other", a => bitwise_and(a.Tensor("input"), a.IsTensor("other") ? a.Tensor("other") : (Tensor)a.Scalar("other")));
        table.Add("where", "condition input other", a => where(a.Tensor("condition"), Operand(a, "input"), Operand(a, "other")));
        table.AddPair("sort", "input dim descending stable", a =>
            sort(a.Tensor("input"), a.Long("dim", -1), a.Flag("descending"), a.Flag("stable")));
        table.Add("argsort", "input dim descending stable", a => a.Flag("stable")
            ? sort(a.Tensor("input"), a.Long("dim", -1), a.Flag("descending"), true).indices
            : argsort(a.Tensor("input"), a.Long("dim", -1), a.Flag("descending")));
        table.AddPair("topk", "input k dim largest sorted", a =>
            topk(a.Tensor("input"), (int)a.Long("k"), (int)a.Long("dim", -1), a.Flag("largest", true), a.Flag("sorted", true)));
        table.Add("bucketize", "input boundaries out_int32 right", a =>
            bucketize(a.Tensor("input"), a.Tensor("boundaries"), a.Flag("out_int32"), a.Flag("right")));
        table.Add("searchsorted", "sorted_sequence input out_int32 right side sorter", a => a.IsTensor("input")
            ? searchsorted(a.Tensor("sorted_sequence"), a.Tensor("input"), a.Flag("out_int32"), Right(a), a.TensorOrNull("sorter"))
            : searchsorted(a.Tensor("sorted_sequence"), a.Scalar("input"), a.Flag("out_int32"), Right(a), a.TensorOrNull("sorter")));
    }

    private static void AddComparison(OperatorTable table, string name, Func<Tensor, Tensor, Tensor> withTensor, Func<Tensor, Scalar, Tensor> withNumber) =>
        table.Add(name, "input other", a => a.IsTensor("other")
            ? withTensor(a.Tensor("input"), a.Tensor("other"))
            : withNumber(a.Tensor("input"), a.Scalar("other")));

    private static bool Right(OperatorArguments a) => a.Flag("right") || (a.Has("side") && a.Text("side") == "right");

    // Python gives a bare number the other operand's type.
    private static Tensor Operand(OperatorArguments a, string name)
    {
        if (a.IsTensor(name))
            return a.Tensor(name);
        var other = name == "input" ? "other" : "input";
        return full([], a.Scalar(name), a.IsTensor(other) ? a.Tensor(other).dtype : null);
    }
}
