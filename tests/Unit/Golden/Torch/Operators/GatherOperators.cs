using static TorchSharp.torch;

namespace Inpaint.Tests.Unit.Golden.Torch.Operators;

/// <summary>Operators that read or write at positions or under masks.</summary>
internal static class GatherOperators
{
    public static void AddTo(OperatorTable table)
    {
        table.Add("gather", "input dim index", a => gather(a.Tensor("input"), a.Long("dim"), a.Tensor("index")));
        table.Add("index_select", "input dim index", a => index_select(a.Tensor("input"), a.Long("dim"), a.Tensor("index")));
        table.Add("index_add", "input dim index source alpha", a =>
            index_add(a.Tensor("input"), a.Long("dim"), a.Tensor("index"), a.Tensor("source"), a.Scalar("alpha", 1)));
        table.Add("index_fill", "input dim index value", a => index_fill(a.Tensor("input"), a.Long("dim"), a.Tensor("index"), a.Scalar("value")));
        // TorchSharp's scatter takes a tensor alone: a number is spread over the positions.
        table.Add("scatter", "input dim index src", a => scatter(a.Tensor("input"), a.Long("dim"), a.Tensor("index"), a.IsTensor("src")
            ? a.Tensor("src")
            : full(a.Tensor("index").shape, a.Scalar("src"), a.Tensor("input").dtype)));
        table.Add("scatter_add", "input dim index src", a => scatter_add(a.Tensor("input"), a.Long("dim"), a.Tensor("index"), a.Tensor("src")));
        table.Add("take_along_dim", "input indices dim", a => a.Has("dim")
            ? a.Tensor("input").take_along_dim(a.Tensor("indices"), a.Long("dim"))
            : a.Tensor("input").take_along_dim(a.Tensor("indices")));
        table.Add("narrow", "input dim start length", a => narrow(a.Tensor("input"), a.Long("dim"), a.Long("start"), a.Long("length")));
        table.Add("masked_fill", "input mask value", a => a.IsTensor("value")
            ? where(a.Tensor("mask"), a.Tensor("value"), a.Tensor("input"))
            : a.Tensor("input").masked_fill(a.Tensor("mask"), a.Scalar("value")));
        table.Add("masked_select", "input mask", a => masked_select(a.Tensor("input"), a.Tensor("mask")));
        table.Add("nonzero", "input", a => a.Tensor("input").nonzero());
    }
}
