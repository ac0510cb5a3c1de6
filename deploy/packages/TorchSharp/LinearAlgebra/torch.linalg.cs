using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>torch.linalg.</summary>
    public static class linalg
    {
        public static Tensor cholesky(Tensor input) => Aten.One("linalg_cholesky", input);

        public static Tensor cross(Tensor input, Tensor other, long dim = -1) => Aten.One("linalg_cross", input, other, dim);

        public static Tensor det(Tensor input) => Aten.One("linalg_det", input);

        public static (Tensor, Tensor) slogdet(Tensor input) => Aten.Two("linalg_slogdet", input);

        public static Tensor diagonal(Tensor input, int offset = 0, int dim1 = -2, int dim2 = -1) => input.diagonal(offset, dim1, dim2);

        public static (Tensor, Tensor) eig(Tensor input) => Aten.Two("linalg_eig", input);

        public static (Tensor, Tensor) eigh(Tensor input, char UPLO = 'L') => Aten.Two("linalg_eigh", input, UPLO.ToString());

        public static Tensor eigvals(Tensor input) => Aten.One("linalg_eigvals", input);

        public static Tensor eigvalsh(Tensor input, char UPLO = 'L') => Aten.One("linalg_eigvalsh", input, UPLO.ToString());

        public static Tensor inv(Tensor input) => Aten.One("linalg_inv", input);

        public static Tensor matrix_exp(Tensor input) => input.matrix_exp();

        public static Tensor matrix_norm(Tensor input, string ord = "fro", long[]? dims = null, bool keepdim = false) =>
            Aten.One("linalg_matrix_norm.str_ord", input, ord, dims ?? [-2, -1], keepdim);

        public static Tensor matrix_norm(Tensor input, double ord, long[]? dims = null, bool keepdim = false) =>
            Aten.One("linalg_matrix_norm", input, ord, dims ?? [-2, -1], keepdim);

        public static Tensor matrix_rank(Tensor input, double? atol = null, double? rtol = null, bool hermitian = false) =>
            Aten.One("linalg_matrix_rank.atol_rtol_float", input, atol, rtol, hermitian);

        public static Tensor multi_dot(IList<Tensor> tensors) => Aten.One("linalg_multi_dot", tensors.ToArray());

        public static Tensor norm(Tensor input, string ord, long[]? dims = null, bool keepdim = false) =>
            Aten.One("linalg_norm.ord_str", input, ord, dims, keepdim);

        public static Tensor norm(Tensor input, double ord, long[]? dims = null, bool keepdim = false) =>
            Aten.One("linalg_norm", input, ord, dims, keepdim);

        public static Tensor norm(Tensor input, int ord, long[]? dims = null, bool keepdim = false) =>
            norm(input, (double)ord, dims, keepdim);

        public static Tensor norm(Tensor input, long[]? dims = null, bool keepdim = false) =>
            Aten.One("linalg_norm", input, Argument.None, dims, keepdim);

        public static Tensor pinv(Tensor input, double? atol = null, double? rtol = null, bool hermitian = false) =>
            Aten.One("linalg_pinv.atol_rtol_float", input, atol, rtol, hermitian);

        public static Tensor solve(Tensor A, Tensor B, bool left = true) => Aten.One("linalg_solve", A, B, left);

        public static (Tensor U, Tensor S, Tensor Vh) svd(Tensor input, bool fullMatrices = true) =>
            Aten.Three("linalg_svd", input, fullMatrices);

        public static Tensor svdvals(Tensor input) => Aten.One("linalg_svdvals", input);

        public static Tensor vector_norm(Tensor input, double ord = 2d, long[]? dims = null, bool keepdim = false) =>
            Aten.One("linalg_vector_norm", input, ord, dims, keepdim);
    }
}
