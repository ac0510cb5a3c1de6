using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor[] split(long size, int dim = 0) => Aten.Many("split.Tensor", this, size, dim);

        public Tensor[] split(long[] sizes, long dim = 0) => Aten.Many("split_with_sizes", this, sizes, dim);

        public Tensor[] tensor_split(long size, long dim = 0L) => Aten.Many("tensor_split.sections", this, size, dim);

        public Tensor[] tensor_split(long[] sizes, long dim = 0L) => Aten.Many("tensor_split.indices", this, sizes, dim);

        public Tensor[] tensor_split(Tensor indices, long dim = 0L) =>
            Aten.Many("tensor_split.tensor_indices_or_sections", this, indices, dim);

        public Tensor[] chunk(long chunks, long dim = 0L) => Aten.Many("chunk", this, chunks, dim);

        public Tensor[] unbind(long dimension = 0L) => Aten.Many("unbind.int", this, dimension);

        public Tensor squeeze(long? dim = null) => dim is { } one ? Aten.One("squeeze.dim", this, one) : Aten.One("squeeze", this);

        public Tensor squeeze_(long? dim = null) =>
            dim is { } one ? Aten.InPlace("squeeze_.dim", this, one) : Aten.InPlace("squeeze_", this);

        public Tensor T => Aten.One("numpy_T", this);

        public Tensor H => Aten.One("matrix_H", this);

        public Tensor mT => Aten.One("mT", this);

        public Tensor mH => Aten.One("mH", this);

        public Tensor real => Aten.One("real", this);

        public Tensor imag => Aten.One("imag", this);

        public Tensor conj() => Aten.One("conj", this);

        public Tensor resolve_conj() => Aten.One("resolve_conj", this);

        public Tensor expand(Size sizes, bool isImplicit = false) => expand(sizes.Shape, isImplicit);

        public Tensor expand_as(Tensor other) => expand(other.shape);

        public Tensor unflatten(long dim, Size sizes) => unflatten(dim, sizes.Shape);

        public Tensor permute(IEnumerable<long> permutation) => permute(permutation.ToArray());

        public Tensor swapdims(long dim0, long dim1) => transpose(dim0, dim1);

        public Tensor swapaxes(long dim0, long dim1) => transpose(dim0, dim1);

        public Tensor moveaxis(long[] source, long[] destination) => movedim(source, destination);

        public Tensor roll(long shifts, long? dims = null) => dims is { } one ? roll([shifts], [one]) : Aten.One("roll", this, shifts);

        public Tensor roll(long[] shifts, long[] dims) => Aten.One("roll", this, shifts, dims);

        public Tensor roll((long, long) shifts, (long, long) dims) =>
            roll([shifts.Item1, shifts.Item2], [dims.Item1, dims.Item2]);

        public Tensor rot90(long k = 1, (long, long)? dims = null)
        {
            var (first, second) = dims ?? (0, 1);
            return Aten.One("rot90", this, k, (long[])[first, second]);
        }
    }
}
