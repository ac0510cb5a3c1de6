using static TorchSharp.torch;

namespace Inpaint.Tests.Unit.Golden.Torch.Operators;

/// <summary>Reductions and what runs along a dimension.</summary>
internal static class ReductionOperators
{
    public static void AddTo(OperatorTable table)
    {
        AddSums(table);
        AddExtremes(table);
        AddSpread(table);
        table.Add("all", "input dim keepdim", a => a.Has("dim") ? all(a.Tensor("input"), a.Long("dim"), a.Flag("keepdim")) : all(a.Tensor("input")));
        table.Add("any", "input dim keepdim", a => a.Has("dim") ? any(a.Tensor("input"), a.Long("dim"), a.Flag("keepdim")) : any(a.Tensor("input")));
        table.Add("count_nonzero", "input dim", a => count_nonzero(a.Tensor("input"), a.LongsOrNull("dim")));
        table.Add("bincount", "input weights minlength", a => bincount(a.Tensor("input"), a.TensorOrNull("weights"), a.Long("minlength", 0)));
        table.AddMany("unique", "input sorted return_inverse return_counts dim", a =>
        {
            var (output, inverse, counts) = unique(a.Tensor("input"), a.Flag("sorted", true), a.Flag("return_inverse"), a.Flag("return_counts"), (int?)a.LongOrNull("dim"));
            return new[] { output, inverse, counts }.OfType<Tensor>().ToArray();
        });
    }

    private static void AddSums(OperatorTable table)
    {
        table.Add("sum", "input dim keepdim dtype", a => a.Has("dim")
            ? sum(a.Tensor("input"), a.Longs("dim"), a.Flag("keepdim"), a.Type("dtype"))
            : sum(a.Tensor("input"), a.Type("dtype")));
        table.Add("mean", "input dim keepdim dtype", a => (a.Has("dim"), a.Type("dtype")) switch
        {
            (true, var type) => mean(a.Tensor("input"), a.Longs("dim"), a.Flag("keepdim"), type),
            (false, { } type) => mean(a.Tensor("input").to(type)),
            _ => mean(a.Tensor("input")),
        });
        table.Add("prod", "input dim keepdim dtype", a => a.Has("dim")
            ? prod(a.Tensor("input"), a.Long("dim"), a.Flag("keepdim"), a.Type("dtype"))
            : prod(a.Tensor("input"), a.Type("dtype")));
        table.Add("cumsum", "input dim dtype", a => cumsum(a.Tensor("input"), a.Long("dim"), a.Type("dtype")));
        table.Add("cumprod", "input dim dtype", a => cumprod(a.Tensor("input"), a.Long("dim"), a.Type("dtype")));
        // TorchSharp's reduces one dimension; several are flattened into it.
        table.Add("logsumexp", "input dim keepdim", a => a.Longs("dim") is [var one]
            ? logsumexp(a.Tensor("input"), one, a.Flag("keepdim"))
            : LogSumExp(a.Tensor("input"), a.Longs("dim"), a.Flag("keepdim")));
        table.Add("norm", "input p dim keepdim dtype", Norm);
    }

    private static void AddExtremes(OperatorTable table)
    {
        table.Add("amax", "input dim keepdim", a => amax(a.Tensor("input"), a.LongsOrNull("dim") ?? [], a.Flag("keepdim")));
        table.Add("amin", "input dim keepdim", a => amin(a.Tensor("input"), a.LongsOrNull("dim") ?? [], a.Flag("keepdim")));
        table.Add("argmax", "input dim keepdim", a => a.Has("dim") ? argmax(a.Tensor("input"), a.Long("dim"), a.Flag("keepdim")) : argmax(a.Tensor("input")));
        table.Add("argmin", "input dim keepdim", a => a.Has("dim") ? argmin(a.Tensor("input"), a.Long("dim"), a.Flag("keepdim")) : argmin(a.Tensor("input")));
        table.AddMany("max", "input dim keepdim", a => Extreme(a, max, maximum, (x, dim, keep) => max(x, dim, keep)));
        table.AddMany("min", "input dim keepdim", a => Extreme(a, min, minimum, (x, dim, keep) => min(x, dim, keep)));
        // TorchSharp's median has no dimension: it is the k-th smallest value, the lower of two.
        table.AddMany("median", "input dim keepdim", a =>
        {
            if (!a.Has("dim"))
                return [median(a.Tensor("input"))];
            var size = a.Tensor("input").shape[(int)((a.Long("dim") + a.Tensor("input").ndim) % a.Tensor("input").ndim)];
            var (values, indices) = kthvalue(a.Tensor("input"), (size + 1) / 2, a.Long("dim"), a.Flag("keepdim"));
            return [values, indices];
        });
    }

    private static void AddSpread(OperatorTable table)
    {
        table.Add("std", "input dim unbiased keepdim correction", a => a.Has("dim")
            ? std(a.Tensor("input"), a.Longs("dim"), Unbiased(a), a.Flag("keepdim"))
            : std(a.Tensor("input"), Unbiased(a)));
        table.Add("var", "input dim unbiased keepdim correction", a => a.Has("dim")
            ? var(a.Tensor("input"), a.Longs("dim"), Unbiased(a), a.Flag("keepdim"))
            : var(a.Tensor("input"), Unbiased(a)));
        table.AddPair("std_mean", "input dim unbiased keepdim correction", a => a.Has("dim")
            ? std_mean(a.Tensor("input"), a.Longs("dim"), Unbiased(a), a.Flag("keepdim"))
            : std_mean(a.Tensor("input"), Unbiased(a)));
    }

    private static bool Unbiased(OperatorArguments a) => a.Has("correction") ? a.Long("correction") == 1 : a.Flag("unbiased", true);

    private static Tensor[] Extreme(OperatorArguments a, Func<Tensor, Tensor> whole, Func<Tensor, Tensor, Tensor> pairwise, Func<Tensor, long, bool, (Tensor, Tensor)> along)
    {
        if (!a.Has("dim"))
            return [whole(a.Tensor("input"))];
        if (a.IsTensor("dim"))
            return [pairwise(a.Tensor("input"), a.Tensor("dim"))];
        var (values, indices) = along(a.Tensor("input"), a.Long("dim"), a.Flag("keepdim"));
        return [values, indices];
    }

    private static Tensor LogSumExp(Tensor x, long[] dims, bool keepdim)
    {
        var largest = amax(x, dims, true);
        var result = log(sum(exp(x - largest), dims, true)) + largest;
        return keepdim ? result : dims.Select(dim => (dim + x.ndim) % x.ndim).OrderDescending().Aggregate(result, (value, dim) => value.squeeze(dim));
    }

    // TorchSharp's own norm takes one dimension: linalg's takes several.
    private static Tensor Norm(OperatorArguments a)
    {
        var x = a.Type("dtype") is { } type ? a.Tensor("input").to(type) : a.Tensor("input");
        return a.IsText("p") && a.Text("p") == "nuc"
            ? linalg.matrix_norm(x, "nuc", a.LongsOrNull("dim"), a.Flag("keepdim"))
            : linalg.vector_norm(x, a.IsText("p") ? 2 : a.Double("p", 2), a.LongsOrNull("dim"), a.Flag("keepdim"));
    }
}
