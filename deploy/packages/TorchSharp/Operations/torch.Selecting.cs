using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static Tensor[] where(Tensor condition) => Aten.Many("where", condition);

    public static Tensor gather(Tensor input, long dim, Tensor index, bool sparse_grad = false) =>
        Aten.One("gather", input, dim, index, sparse_grad);

    public static Tensor movedim(Tensor input, long source, long destination) =>
        Aten.One("movedim.int", input, source, destination);

    public static Tensor moveaxis(Tensor input, long source, long destination) => movedim(input, source, destination);

    public static Tensor softmax(Tensor input, int dim, ScalarType? dtype = null) => input.softmax(dim, dtype);

    public static Tensor searchsorted(Tensor sorted_sequence, Tensor values, bool out_int32 = false, bool right = false, Tensor? sorter = null) =>
        Aten.One("searchsorted.Tensor", sorted_sequence, values, out_int32, right, Argument.None, sorter);

    public static Tensor searchsorted(Tensor sorted_sequence, Scalar values, bool out_int32, bool right, Tensor? sorter) =>
        Aten.One("searchsorted.Scalar", sorted_sequence, values, out_int32, right, Argument.None, sorter);

    /// <summary>Distances between the rows of two matrices, in the p-norm.</summary>
    public static Tensor cdist(Tensor x1, Tensor x2, double p = 2.0, compute_mode compute_mode = compute_mode.use_mm_for_euclid_dist_if_necessary) =>
        Aten.One("cdist", x1, x2, p, (long)compute_mode);

    public static Tensor rot90(Tensor input, long k = 1, (long, long)? dims = null) => input.rot90(k, dims);

    public static Tensor tensordot(Tensor a, Tensor b, long dims = 2) => a.tensordot(b, dims);

    public static Tensor combinations(Tensor input, int r = 2, bool with_replacement = false) =>
        Aten.One("combinations", input, r, with_replacement);

    public static Tensor tril_indices(long row, long col, long offset = 0L, ScalarType dtype = ScalarType.Int64, Device? device = null) =>
        Aten.One("tril_indices", row, col, offset, dtype, Argument.None, InitializeDevice(device));

    public static Tensor triu_indices(long row, long col, long offset = 0L, ScalarType dtype = ScalarType.Int64, Device? device = null) =>
        Aten.One("triu_indices", row, col, offset, dtype, Argument.None, InitializeDevice(device));

    public static Tensor sum(Tensor input, ReadOnlySpan<long> dim, bool keepdim = false, ScalarType? type = null) =>
        input.sum(dim.ToArray(), keepdim, type);

    public static (Tensor res, Tensor logabsdet) slogdet(Tensor A) => linalg.slogdet(A);

    public static Tensor cholesky(Tensor input) => input.cholesky();

    public static Tensor norm(Tensor input) => input.norm();

    public static Tensor[] unbind(Tensor tensor, int dim = 0) => tensor.unbind(dim);

    /// <summary>The type to which an operation on both promotes.</summary>
    public static ScalarType result_type(Tensor tensor1, Tensor tensor2) =>
        (ScalarType)Aten.Number("result_type.Tensor", tensor1, tensor2).Integer;

    public static ScalarType promote_types(ScalarType type1, ScalarType type2) =>
        (ScalarType)Aten.Number("promote_types", type1, type2).Integer;

    public static bool can_cast(ScalarType from, ScalarType to) => Aten.Flag("can_cast", from, to);
}
