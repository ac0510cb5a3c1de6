using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor amax(long[] dims, bool keepdim = false, Tensor? @out = null) => Extreme("amax", dims, keepdim, @out);

        public Tensor amax(params long[] dims) => amax(dims, false, null);

        public Tensor amin(long[] dims, bool keepdim = false, Tensor? @out = null) => Extreme("amin", dims, keepdim, @out);

        public Tensor amin(params long[] dims) => amin(dims, false, null);

        public (Tensor min, Tensor max) aminmax(long? dim = null, bool keepdim = false) => Aten.Two("aminmax", this, dim, keepdim);

        public Tensor norm(int dim, bool keepdim = false, float p = 2.0f) =>
            Aten.One("norm.ScalarOpt_dim", this, p, dim, keepdim);

        public Tensor std(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Typed(type, Aten.One("std.dim", this, dimensions, unbiased, keepdim));

        public Tensor std(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            std([dim], unbiased, keepdim, type);

        public Tensor std((long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            std([dim.Item1, dim.Item2], unbiased, keepdim, type);

        public Tensor var(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Typed(type, Aten.One("var.dim", this, dimensions, unbiased, keepdim));

        public Tensor var(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            var([dim], unbiased, keepdim, type);

        public Tensor var((long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            var([dim.Item1, dim.Item2], unbiased, keepdim, type);

        public (Tensor std, Tensor mean) std_mean(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null)
        {
            var (deviation, average) = Aten.Two("std_mean.dim", this, dimensions, unbiased, keepdim);
            return (Typed(type, deviation), Typed(type, average));
        }

        public (Tensor std, Tensor mean) std_mean(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            std_mean([dim], unbiased, keepdim, type);

        public (Tensor std, Tensor mean) var_mean(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null)
        {
            var (variance, average) = Aten.Two("var_mean.dim", this, dimensions, unbiased, keepdim);
            return (Typed(type, variance), Typed(type, average));
        }

        public (Tensor @var, Tensor mean) var_mean(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            var_mean([dim], unbiased, keepdim, type);

        public Tensor sum(long dim0, long dim1, bool keepdim = false, ScalarType? type = null) => sum([dim0, dim1], keepdim, type);

        public Tensor sum(long dim0, long dim1, long dim2, bool keepdim = false, ScalarType? type = null) =>
            sum([dim0, dim1, dim2], keepdim, type);

        public (Tensor Values, Tensor Indices) sort(long dim = -1, bool descending = false, bool stable = false) =>
            Aten.Two("sort.stable", this, stable, dim, descending);

        public (Tensor values, Tensor indices) kthvalue(long k, long? dim, bool keepdim = false) =>
            Aten.Two("kthvalue", this, k, dim ?? -1, keepdim);

        /// <summary>The distinct values; positions and counts are null where they are not asked for.</summary>
        public (Tensor output, Tensor? inverse_indices, Tensor? counts) unique(bool sorted = true, bool return_inverse = false, bool return_counts = false, int? dim = null)
        {
            var (output, inverse, counts) = dim is null
                ? Aten.Three("_unique2", this, sorted, return_inverse, return_counts)
                : Aten.Three("unique_dim", this, dim.Value, sorted, return_inverse, return_counts);
            return (output, Asked(return_inverse, inverse), Asked(return_counts, counts));
        }

        private static Tensor? Asked(bool wanted, Tensor result)
        {
            if (wanted)
                return result;
            result.Dispose();
            return null;
        }

        private static Tensor Typed(ScalarType? type, Tensor result) =>
            type is { } wanted && wanted != result.dtype ? result.to_type(wanted, disposeAfter: true) : result;

        private Tensor Extreme(string name, long[] dims, bool keepdim, Tensor? target) =>
            target is null ? Aten.One(name, this, dims, keepdim) : Aten.One(name + ".out", this, dims, keepdim, target);
    }
}
