using static TorchSharp.torch;

namespace Inpaint.Tests.Unit.Golden.Torch.Operators;

/// <summary>Operators that lay the same elements out anew, join or part them.</summary>
internal static class ShapeOperators
{
    public static void AddTo(OperatorTable table)
    {
        table.Add("cat", "tensors dim", a => cat(a.Tensors("tensors"), a.Long("dim", 0)));
        table.Add("stack", "tensors dim", a => stack(a.Tensors("tensors"), a.Long("dim", 0)));
        table.AddMany("chunk", "input chunks dim", a => chunk(a.Tensor("input"), a.Long("chunks"), a.Long("dim", 0)));
        table.AddMany("split", "input split_size_or_sections dim", a => a.IsList("split_size_or_sections")
            ? split(a.Tensor("input"), a.Longs("split_size_or_sections"), a.Long("dim", 0))
            : a.Tensor("input").split(a.Long("split_size_or_sections"), (int)a.Long("dim", 0)));
        table.AddMany("meshgrid", "tensors indexing", a => meshgrid(a.Tensors("tensors"), a.Text("indexing", "ij")));
        table.Add("reshape", "input shape", a => reshape(a.Tensor("input"), a.Longs("shape")));
        table.Add("flatten", "input start_dim end_dim", a => flatten(a.Tensor("input"), a.Long("start_dim", 0), a.Long("end_dim", -1)));
        table.Add("permute", "input dims", a => permute(a.Tensor("input"), a.Longs("dims")));
        table.Add("transpose", "input dim0 dim1", a => transpose(a.Tensor("input"), a.Long("dim0"), a.Long("dim1")));
        table.Add("movedim", "input source destination", a => movedim(a.Tensor("input"), a.Longs("source"), a.Longs("destination")));
        table.Add("squeeze", "input dim", a => squeeze(a.Tensor("input"), a.LongOrNull("dim")));
        table.Add("unsqueeze", "input dim", a => unsqueeze(a.Tensor("input"), a.Long("dim")));
        table.Add("flip", "input dims", a => flip(a.Tensor("input"), a.Longs("dims")));
        table.Add("roll", "input shifts dims", a => a.Has("dims")
            ? roll(a.Tensor("input"), a.Longs("shifts"), a.Longs("dims"))
            : roll(a.Tensor("input"), a.Long("shifts")));
        table.Add("rot90", "input k dims", a => rot90(a.Tensor("input"), a.Long("k", 1), a.LongsOrNull("dims") is [var from, var to] ? (from, to) : null));
        table.Add("tile", "input dims", a => tile(a.Tensor("input"), a.Longs("dims")));
        table.Add("repeat_interleave", "input repeats dim output_size", a => a.IsTensor("repeats")
            ? a.Tensor("input").repeat_interleave(a.Tensor("repeats"), a.LongOrNull("dim"), a.LongOrNull("output_size"))
            : a.Tensor("input").repeat_interleave(a.Long("repeats"), a.LongOrNull("dim"), a.LongOrNull("output_size")));
        table.Add("tril", "input diagonal", a => tril(a.Tensor("input"), a.Long("diagonal", 0)));
        table.Add("triu", "input diagonal", a => triu(a.Tensor("input"), a.Long("diagonal", 0)));
        table.Add("diag", "input diagonal", a => diag(a.Tensor("input"), a.Long("diagonal", 0)));
        table.Add("diagonal", "input offset dim1 dim2", a => diagonal(a.Tensor("input"), a.Long("offset", 0), a.Long("dim1", 0), a.Long("dim2", 1)));
    }
}
