using TorchSharp;
using static TorchSharp.torch;

namespace Inpaint.Tests.Unit.Golden.Torch.Operators;

/// <summary>Products, decompositions, Fourier transforms.</summary>
internal static class LinearAlgebraOperators
{
    public static void AddTo(OperatorTable table)
    {
        AddProducts(table);
        AddDecompositions(table);
        AddTransforms(table);
    }

    private static void AddProducts(OperatorTable table)
    {
        table.Add("matmul", "input other", a => matmul(a.Tensor("input"), a.Tensor("other")));
        table.Add("bmm", "input mat2", a => bmm(a.Tensor("input"), a.Tensor("mat2")));
        table.Add("dot", "input other", a => dot(a.Tensor("input"), a.Tensor("other")));
        table.Add("outer", "input vec2", a => outer(a.Tensor("input"), a.Tensor("vec2")));
        // TorchSharp holds beta and alpha in single precision: in double the sum is written out.
        table.Add("addmm", "input mat1 mat2 beta alpha", a =>
            Added(a, matmul(a.Tensor("mat1"), a.Tensor("mat2")), (beta, alpha) => addmm(a.Tensor("input"), a.Tensor("mat1"), a.Tensor("mat2"), beta, alpha)));
        table.Add("baddbmm", "input batch1 batch2 beta alpha", a =>
            Added(a, bmm(a.Tensor("batch1"), a.Tensor("batch2")), (beta, alpha) => baddbmm(a.Tensor("input"), a.Tensor("batch1"), a.Tensor("batch2"), beta, alpha)));
        table.Add("einsum", "equation operands", a => einsum(a.Text("equation"), a.Tensors("operands")));
        table.Add("cdist", "x1 x2 p compute_mode", a => cdist(a.Tensor("x1"), a.Tensor("x2"), a.Double("p", 2)));
        table.Add("trace", "input", a => trace(a.Tensor("input")));
        table.Add("linalg.cross", "input other dim", a => linalg.cross(a.Tensor("input"), a.Tensor("other"), a.Long("dim", -1)));
    }

    private static Tensor Added(OperatorArguments a, Tensor product, Func<float, float, Tensor> inSingle)
    {
        var (beta, alpha) = (a.Double("beta", 1), a.Double("alpha", 1));
        if ((float)beta == beta && (float)alpha == alpha)
            return inSingle((float)beta, (float)alpha);
        return beta == 0 ? product * alpha : (a.Tensor("input") * beta) + (product * alpha);
    }

    private static void AddDecompositions(OperatorTable table)
    {
        table.Add("linalg.cholesky", "input upper", a => a.Flag("upper") ? linalg.cholesky(a.Tensor("input")).mH : linalg.cholesky(a.Tensor("input")));
        table.Add("linalg.det", "A", a => linalg.det(a.Tensor("A")));
        table.AddPair("linalg.slogdet", "A", a => linalg.slogdet(a.Tensor("A")));
        table.Add("linalg.inv", "A", a => linalg.inv(a.Tensor("A")));
        table.Add("linalg.pinv", "A atol rtol hermitian", a =>
            linalg.pinv(a.Tensor("A"), a.DoubleOrNull("atol"), a.DoubleOrNull("rtol"), a.Flag("hermitian")));
        table.Add("linalg.solve", "A B left", a => linalg.solve(a.Tensor("A"), a.Tensor("B"), a.Flag("left", true)));
        table.AddPair("linalg.eigh", "A UPLO", a => linalg.eigh(a.Tensor("A"), a.Text("UPLO", "L")[0]));
        table.Add("linalg.eigvalsh", "A UPLO", a => linalg.eigvalsh(a.Tensor("A"), a.Text("UPLO", "L")[0]));
        table.Add("linalg.svdvals", "A", a => linalg.svdvals(a.Tensor("A")));
        table.Add("linalg.matrix_power", "A n", a => a.Tensor("A").matrix_power((int)a.Long("n")));
        table.Add("linalg.matrix_norm", "A ord dim keepdim", a => a.Has("ord") && !a.IsText("ord")
            ? linalg.matrix_norm(a.Tensor("A"), a.Double("ord"), a.LongsOrNull("dim"), a.Flag("keepdim"))
            : linalg.matrix_norm(a.Tensor("A"), a.Text("ord", "fro"), a.LongsOrNull("dim"), a.Flag("keepdim")));
        table.Add("linalg.vector_norm", "x ord dim keepdim", a =>
            linalg.vector_norm(a.Tensor("x"), a.Double("ord", 2), a.LongsOrNull("dim"), a.Flag("keepdim")));
    }

    private static void AddTransforms(OperatorTable table)
    {
        table.Add("fft.fft2", "input s dim norm", a => fft.fft2(a.Tensor("input"), a.LongsOrNull("s"), Dimensions(a), Norm(a)));
        table.Add("fft.ifft2", "input s dim norm", a => fft.ifft2(a.Tensor("input"), a.LongsOrNull("s"), Dimensions(a), Norm(a)));
        table.Add("fft.rfft2", "input s dim norm", a => fft.rfft2(a.Tensor("input"), a.LongsOrNull("s"), Dimensions(a), Norm(a)));
        table.Add("fft.irfft2", "input s dim norm", a => fft.irfft2(a.Tensor("input"), a.LongsOrNull("s"), Dimensions(a), Norm(a)));
        table.Add("fft.fftshift", "input dim", a => fft.fftshift(a.Tensor("input"), a.LongsOrNull("dim")));
    }

    private static long[] Dimensions(OperatorArguments a) => a.LongsOrNull("dim") ?? [-2, -1];

    private static FFTNormType Norm(OperatorArguments a) => a.Text("norm", "backward") switch
    {
        "ortho" => FFTNormType.Ortho,
        "forward" => FFTNormType.Forward,
        _ => FFTNormType.Backward,
    };
}
