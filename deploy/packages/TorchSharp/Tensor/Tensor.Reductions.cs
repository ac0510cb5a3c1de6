using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor all() => Aten.One("all", this);

        public Tensor all(long dim, bool keepdim = false) => Aten.One("all.dim", this, dim, keepdim);

        public Tensor any() => Aten.One("any", this);

        public Tensor any(long dim, bool keepdim = false) => Aten.One("any.dim", this, dim, keepdim);

        public Tensor argmax() => Aten.One("argmax", this);

        public Tensor argmax(long dim, bool keepdim = false) => Aten.One("argmax", this, dim, keepdim);

        public Tensor argmin() => Aten.One("argmin", this);

        public Tensor argmin(long dim, bool keepdim = false) => Aten.One("argmin", this, dim, keepdim);

        public Tensor sum(ScalarType? type = null) => Aten.One("sum", this, type);

        public Tensor sum(long[] dim, bool keepdim = false, ScalarType? type = null) =>
            Aten.One("sum.dim_IntList", this, dim, keepdim, type);

        public Tensor sum(long dim, bool keepdim = false, ScalarType? type = null) => Aten.One("sum.dim_IntList", this, dim, keepdim, type);

        public Tensor mean() => Aten.One("mean", this);

        public Tensor mean(long[] dimensions, bool keepdim = false, ScalarType? type = null) =>
            Aten.One("mean.dim", this, dimensions, keepdim, type);

        public Tensor std(bool unbiased = true) => Aten.One("std", this, unbiased);

        public Tensor var(bool unbiased = true) => Aten.One("var", this, unbiased);

        public Tensor prod(ScalarType? type = null) => Aten.One("prod", this, type);

        public Tensor prod(long dim, bool keepdim = false, ScalarType? type = null) => Aten.One("prod.dim_int", this, dim, keepdim, type);

        public Tensor max() => Aten.One("max", this);

        public Tensor max(Tensor other) => Aten.One("max.other", this, other);

        public (Tensor values, Tensor indexes) max(long dim, bool keepdim = false) => Aten.Two("max.dim", this, dim, keepdim);

        public Tensor min() => Aten.One("min", this);

        public Tensor min(Tensor other) => Aten.One("min.other", this, other);

        public (Tensor values, Tensor indexes) min(long dim, bool keepdim = false) => Aten.Two("min.dim", this, dim, keepdim);

        public Tensor median() => Aten.One("median", this);

        public Tensor norm(float p = 2.0f) => Aten.One("norm.Scalar", this, p);

        public Tensor logsumexp(long dim, bool keepdim = false) => Aten.One("logsumexp", this, dim, keepdim);

        public Tensor quantile(Tensor q, long dim = -1, bool keepdim = false) => Aten.One("quantile", this, q, dim, keepdim);

        public Tensor nanmean(int? dim = null, bool keepdim = false, ScalarType? dtype = null) =>
            Aten.One("nanmean", this, dim, keepdim, dtype);

        public Tensor nansum() => Aten.One("nansum", this);

        public Tensor nanmedian() => Aten.One("nanmedian", this);

        public Tensor cumsum(long dim, ScalarType? type = null) => Aten.One("cumsum", this, dim, type);

        public Tensor cumprod(long dim, ScalarType? type = null) => Aten.One("cumprod", this, dim, type);

        public (Tensor values, Tensor indexes) cummax(long dim) => Aten.Two("cummax", this, dim);

        public (Tensor values, Tensor indexes) cummin(long dim) => Aten.Two("cummin", this, dim);

        public Tensor bincount(Tensor? weights, long minlength = 0) => Aten.One("bincount", this, weights, minlength);

        public Tensor dist(Tensor other, float p = 2.0f) => Aten.One("dist", this, other, p);

        public Tensor trace() => Aten.One("trace", this);

        public (Tensor values, Tensor indexes) topk(int k, int dim = -1, bool largest = true, bool sorted = true) =>
            Aten.Two("topk", this, k, dim, largest, sorted);

        public (Tensor values, Tensor indices) mode(long dim = -1L, bool keepdim = false) => Aten.Two("mode", this, dim, keepdim);

        public (Tensor std, Tensor mean) std_mean(bool unbiased = true) => Aten.Two("std_mean", this, unbiased);

        public (Tensor @var, Tensor mean) var_mean(bool unbiased = true) => Aten.Two("var_mean", this, unbiased);

        public Tensor logcumsumexp(long dim) => Aten.One("logcumsumexp", this, dim);
    }
}
