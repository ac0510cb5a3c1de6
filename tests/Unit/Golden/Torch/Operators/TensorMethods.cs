namespace Inpaint.Tests.Unit.Golden.Torch.Operators;

/// <summary>Methods of the first argument.</summary>
internal static class TensorMethods
{
    public static void AddTo(OperatorTable table)
    {
        table.Add("Tensor.__getitem__", "self index", a => a.Tensor("self")[a.Index("index")]);
        table.Add("Tensor.clamp_", "self min max", a => a.IsTensor("min") || a.IsTensor("max")
            ? a.Tensor("self").clamp_(a.TensorOrNull("min"), a.TensorOrNull("max"))
            : a.Tensor("self").clamp_(a.ScalarOrNull("min"), a.ScalarOrNull("max")));
        table.Add("Tensor.mul_", "self other", a => a.IsTensor("other") ? a.Tensor("self").mul_(a.Tensor("other")) : a.Tensor("self").mul_(a.Scalar("other")));
        table.Add("Tensor.index_put_", "self indices values accumulate", a =>
            a.Tensor("self").index_put_(a.Tensor("values"), a.Tensors("indices"), a.Flag("accumulate")));
        table.Add("Tensor.expand", "self sizes", a => a.Tensor("self").expand(a.Longs("sizes")));
        table.Add("Tensor.repeat", "self repeats", a => a.Tensor("self").repeat(a.Longs("repeats")));
        table.Add("Tensor.unfold", "self dimension size step", a => a.Tensor("self").unfold(a.Long("dimension"), a.Long("size"), a.Long("step")));
        table.Add("Tensor.to", "self dtype", a => a.Tensor("self").to(a.Type("dtype") ?? a.Tensor("self").dtype));
    }
}
