using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static Tensor cat(IList<Tensor> tensors, long dim = 0) => Aten.One("cat", tensors.ToArray(), dim);

    public static Tensor cat(Tensor[] tensors, long dim = 0) => Aten.One("cat", tensors, dim);

    public static Tensor cat(ReadOnlySpan<Tensor> tensors, long dim = 0) => Aten.One("cat", tensors.ToArray(), dim);

    public static Tensor concat(IList<Tensor> tensors, long dim = 0) => cat(tensors, dim);

    public static Tensor concat(Tensor[] tensors, long dim = 0) => cat(tensors, dim);

    public static Tensor concatenate(IList<Tensor> tensors, long axis = 0) => cat(tensors, axis);

    public static Tensor concatenate(Tensor[] tensors, long axis = 0) => cat(tensors, axis);

    public static Tensor stack(IEnumerable<Tensor> tensors, long dim = 0) => Aten.One("stack", tensors.ToArray(), dim);

    public static Tensor hstack(IList<Tensor> tensors) => Aten.One("hstack", tensors.ToArray());

    public static Tensor hstack(params Tensor[] tensors) => Aten.One("hstack", tensors);

    public static Tensor vstack(IList<Tensor> tensors) => Aten.One("vstack", tensors.ToArray());

    public static Tensor vstack(Tensor[] tensors) => Aten.One("vstack", tensors);

    public static Tensor dstack(IList<Tensor> tensors) => Aten.One("dstack", tensors.ToArray());

    public static Tensor dstack(params Tensor[] tensors) => Aten.One("dstack", tensors);

    public static Tensor block_diag(params Tensor[] tensors) => Aten.One("block_diag", tensors);

    public static Tensor cartesian_prod(params Tensor[] tensors) => Aten.One("cartesian_prod", tensors);

    public static IList<Tensor> broadcast_tensors(params Tensor[] tensors) => Aten.Many("broadcast_tensors", tensors);

    /// <summary>Coordinate grids; with "ij" the first tensor varies along the first dimension, with "xy" along the second.</summary>
    public static Tensor[] meshgrid(IEnumerable<Tensor> tensors, string indexing = "ij") =>
        Aten.Many("meshgrid.indexing", tensors.ToArray(), indexing);

    public static Tensor einsum(string equation, params Tensor[] tensors) => Aten.One("einsum", equation, tensors);
}
