using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor index_select(long dim, Tensor index) => Aten.One("index_select", this, dim, index);

        public Tensor index_add(long dim, Tensor index, Tensor source, Scalar alpha) =>
            Aten.One("index_add", this, dim, index, source, alpha);

        public Tensor index_add_(long dim, Tensor index, Tensor source, Scalar alpha) =>
            Aten.InPlace("index_add_", this, dim, index, source, alpha);

        public Tensor index_copy(long dim, Tensor index, Tensor source) => Aten.One("index_copy", this, dim, index, source);

        public Tensor index_copy_(long dim, Tensor index, Tensor source) => Aten.InPlace("index_copy_", this, dim, index, source);

        public Tensor index_fill(long dim, Tensor index, Scalar value) => Aten.One("index_fill.int_Scalar", this, dim, index, value);

        public Tensor index_fill_(long dim, Tensor index, Scalar value) => Aten.InPlace("index_fill_.int_Scalar", this, dim, index, value);

        public Tensor select(long dim, long index) => Aten.One("select.int", this, dim, index);

        public Tensor gather(long dim, Tensor index) => Aten.One("gather", this, dim, index);

        public Tensor scatter(long dim, Tensor index, Tensor src) => Aten.One("scatter.src", this, dim, index, src);

        public Tensor scatter_(long dim, Tensor index, Tensor src) => Aten.InPlace("scatter_.src", this, dim, index, src);

        public Tensor scatter_add(long dim, Tensor index, Tensor src) => Aten.One("scatter_add", this, dim, index, src);

        public Tensor scatter_add_(long dim, Tensor index, Tensor src) => Aten.InPlace("scatter_add_", this, dim, index, src);

        public Tensor masked_select(Tensor mask) => Aten.One("masked_select", this, mask);

        public Tensor masked_scatter(Tensor mask, Tensor value) => Aten.One("masked_scatter", this, mask, value);

        public Tensor masked_scatter_(Tensor mask, Tensor value) => Aten.InPlace("masked_scatter_", this, mask, value);

        public Tensor nonzero() => Aten.One("nonzero", this);

        public Tensor argwhere() => Aten.One("argwhere", this);

        public Tensor take(Tensor index) => Aten.One("take", this, index);

        public Tensor take_along_dim(Tensor indices) => Aten.One("take_along_dim", this, indices);

        public Tensor take_along_dim(Tensor indices, long dim) => Aten.One("take_along_dim", this, indices, dim);

        public Tensor argsort(long dim = -1, bool descending = false) => Aten.One("argsort", this, dim, descending);

        public Tensor bucketize(Tensor boundaries, bool outInt32 = false, bool right = false) =>
            Aten.One("bucketize.Tensor", this, boundaries, outInt32, right);

        public Tensor diff(long n = 1, long dim = -1, Tensor? prepend = null, Tensor? append = null) =>
            Aten.One("diff", this, n, dim, prepend, append);

        public Tensor slice(long dim, long start, long finish, long step) => Aten.One("slice.Tensor", this, dim, start, finish, step);

        public Tensor select_scatter(Tensor src, long dim, long index) => Aten.One("select_scatter", this, src, dim, index);

        public Tensor slice_scatter(Tensor src, long dim = 0L, long? start = null, long? end = null, long step = 1L) =>
            Aten.One("slice_scatter", this, src, dim, start, end, step);

        public Tensor diagonal_scatter(Tensor src, long offset = 0L, long dim1 = 0L, long dim2 = 1L) =>
            Aten.One("diagonal_scatter", this, src, offset, dim1, dim2);
    }
}
