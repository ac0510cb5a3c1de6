namespace TorchSharp;

public static partial class torch
{
    public static Tensor bincount(Tensor input, Tensor? weights = null, long minlength = 0) =>
        input.bincount(weights, minlength);

    public static Tensor broadcast_to(Tensor input, params long[] shape) =>
        input.broadcast_to(shape);

    public static Tensor bucketize(Tensor input, Tensor boundaries, bool outInt32 = false, bool right = false) =>
        input.bucketize(boundaries, outInt32, right);

    public static Tensor clone(Tensor input) =>
        input.clone();

    public static Tensor corrcoef(Tensor input) =>
        input.corrcoef();

    public static Tensor cov(Tensor input, long correction = 1, Tensor? fweights = null, Tensor? aweights = null) =>
        input.cov(correction, fweights, aweights);

    public static (Tensor values, Tensor indices) cummax(Tensor input, long dim) =>
        input.cummax(dim);

    public static (Tensor values, Tensor indices) cummin(Tensor input, long dim) =>
        input.cummin(dim);

    public static Tensor cumprod(Tensor input, long dim, ScalarType? dtype = null) =>
        input.cumprod(dim, dtype);

    public static Tensor cumsum(Tensor input, long dim, ScalarType? type = null) =>
        input.cumsum(dim, type);

    public static Tensor diag(Tensor input, long diagonal = 0) =>
        input.diag(diagonal);

    public static Tensor diag_embed(Tensor input, long offset = 0L, long dim1 = -2L, long dim2 = -1L) =>
        input.diag_embed(offset, dim1, dim2);

    public static Tensor diagflat(Tensor input, long offset = 0) =>
        input.diagflat(offset);

    public static Tensor diagonal(Tensor input, long offset = 0L, long dim1 = 0L, long dim2 = 1L) =>
        input.diagonal(offset, dim1, dim2);

    public static Tensor diff(Tensor input, long n = 1, long dim = -1, Tensor? prepend = null, Tensor? append = null) =>
        input.diff(n, dim, prepend, append);

    public static Tensor flatten(Tensor input, long start_dim = 0, long end_dim = -1) =>
        input.flatten(start_dim, end_dim);

    public static Tensor flip(Tensor input, params long[] dims) =>
        input.flip(dims);

    public static Tensor fliplr(Tensor input) =>
        input.fliplr();

    public static Tensor flipud(Tensor input) =>
        input.flipud();

    public static Tensor kron(Tensor input, Tensor other) =>
        input.kron(other);

    public static Tensor logcumsumexp(Tensor input, long dim) =>
        input.logcumsumexp(dim);

    public static Tensor ravel(Tensor input) =>
        input.ravel();

    public static Tensor repeat_interleave(Tensor input, long repeats, long? dim = null, long? output_size = null) =>
        input.repeat_interleave(repeats, dim, output_size);

    public static Tensor repeat_interleave(Tensor input, Tensor repeats, long? dim = null, long? output_size = null) =>
        input.repeat_interleave(repeats, dim, output_size);

    public static Tensor roll(Tensor input, long shifts, long? dims = null) =>
        input.roll(shifts, dims);

    public static Tensor roll(Tensor input, (long, long) shifts, (long, long) dims) =>
        input.roll(shifts, dims);

    public static Tensor roll(Tensor input, long[] shifts, long[] dims) =>
        input.roll(shifts, dims);

    public static Tensor tensordot(Tensor a, Tensor b, long[] dims1, long[] dims2) =>
        a.tensordot(b, dims1, dims2);

    public static Tensor trace(Tensor input) =>
        input.trace();

    public static Tensor tril(Tensor input, long diagonal = 0) =>
        input.tril(diagonal);

    public static Tensor triu(Tensor input, long diagonal = 0L) =>
        input.triu(diagonal);

    public static Tensor view_as_real(Tensor input) =>
        input.view_as_real();

    public static Tensor view_as_complex(Tensor input) =>
        input.view_as_complex();

    public static Tensor resolve_conj(Tensor input) =>
        input.resolve_conj();

    public static Tensor cholesky(Tensor input, bool upper) =>
        input.cholesky(upper);

    public static Tensor squeeze(Tensor input, long? dim = null) =>
        input.squeeze(dim);

    public static Tensor clamp_max(Tensor input, Scalar max) =>
        input.clamp_max(max);

    public static Tensor clamp_min(Tensor input, Scalar min) =>
        input.clamp_min(min);

    public static Tensor unflatten(Tensor input, long dim, params long[] sizes) =>
        input.unflatten(dim, sizes);

    public static Tensor unflatten(Tensor input, long dim, Size sizes) =>
        input.unflatten(dim, sizes);

    public static Tensor index_fill(Tensor input, long dim, Tensor index, Scalar value) =>
        input.index_fill(dim, index, value);

    public static (Tensor std, Tensor mean) std_mean(Tensor input, bool unbiased = true) =>
        input.std_mean(unbiased);

    public static Tensor binomial(Tensor count, Tensor probs, Generator? generator = null) =>
        count.binomial(probs, generator);
}
