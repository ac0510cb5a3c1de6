using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor reshape(params long[] shape) => Aten.One("reshape", this, shape);

        public Tensor flatten(long start_dim = 0, long end_dim = -1) => Aten.One("flatten.using_ints", this, start_dim, end_dim);

        /// <summary>One dimension, counted from the front, as several.</summary>
        public Tensor unflatten(long dim, params long[] sizes) =>
            dim < 0 || dim >= Dimensions ? throw new ArgumentException($"Invalid 'dim' argument: {dim}.", nameof(dim)) : Aten.One("unflatten.int", this, dim, sizes);

        public Tensor transpose(long dim0, long dim1) => Aten.One("transpose.int", this, dim0, dim1);

        public Tensor transpose_(long dim0, long dim1) => Aten.InPlace("transpose_", this, dim0, dim1);

        public Tensor t() => Aten.One("t", this);

        public Tensor view(params long[] shape) => Aten.One("view", this, shape);

        public Tensor view_as(Tensor other) => Aten.One("view_as", this, other);

        public Tensor view_as_complex() => Aten.One("view_as_complex", this);

        public Tensor view_as_real() => Aten.One("view_as_real", this);

        public Tensor expand(long[] sizes, bool isImplicit = false) => Aten.One("expand", this, sizes, isImplicit);

        public Tensor expand(params long[] sizes) => Aten.One("expand", this, sizes);

        public Tensor repeat(params long[] sizes) => Aten.One("repeat", this, sizes);

        public Tensor repeat_interleave(Tensor repeats, long? dim = null, long? output_size = null) =>
            Aten.One("repeat_interleave.self_Tensor", this, repeats, dim, output_size);

        public Tensor repeat_interleave(long repeats, long? dim = null, long? output_size = null) =>
            Aten.One("repeat_interleave.self_int", this, repeats, dim, output_size);

        public Tensor broadcast_to(params long[] shape) => Aten.One("broadcast_to", this, shape);

        public Tensor movedim(long[] source, long[] destination) => Aten.One("movedim.intlist", this, source, destination);

        public Tensor permute(params long[] permutation) => Aten.One("permute", this, permutation);

        public Tensor flip(params long[] dims) => Aten.One("flip", this, dims);

        public Tensor fliplr() => Aten.One("fliplr", this);

        public Tensor flipud() => Aten.One("flipud", this);

        public Tensor narrow(long dim, long start, long length) => Aten.One("narrow", this, dim, start, length);

        public Tensor unsqueeze(long dim) => Aten.One("unsqueeze", this, dim);

        public Tensor unsqueeze_(long dim) => Aten.InPlace("unsqueeze_", this, dim);

        public Tensor tile(long[] reps) => Aten.One("tile", this, reps);

        public Tensor ravel() => Aten.One("ravel", this);

        public Tensor atleast_1d() => Aten.One("atleast_1d", this);

        public Tensor atleast_2d() => Aten.One("atleast_2d", this);

        public Tensor atleast_3d() => Aten.One("atleast_3d", this);

        public Tensor as_strided(long[] size, long[] strides, long storageOffset = 0L) =>
            Aten.One("as_strided", this, size, strides, storageOffset);

        public Tensor diag(long diagonal = 0) => Aten.One("diag", this, diagonal);

        public Tensor diag_embed(long offset = 0L, long dim1 = -2L, long dim2 = -1L) => Aten.One("diag_embed", this, offset, dim1, dim2);

        public Tensor diagonal(long offset = 0L, long dim1 = 0L, long dim2 = 1L) => Aten.One("diagonal", this, offset, dim1, dim2);

        public Tensor diagflat(long offset = 0) => Aten.One("diagflat", this, offset);

        public Tensor tril(long diagonal = 0) => Aten.One("tril", this, diagonal);

        public Tensor tril_(long diagonal = 0) => Aten.InPlace("tril_", this, diagonal);

        public Tensor triu(long diagonal = 0) => Aten.One("triu", this, diagonal);

        public Tensor triu_(long diagonal = 0) => Aten.InPlace("triu_", this, diagonal);

        public Tensor unfold(long dimension, long size, long step) => Aten.One("unfold", this, dimension, size, step);

        public Tensor contiguous() => Aten.One("contiguous", this);

        public Tensor clone() => Aten.One("clone", this);

        public Tensor alias() => Aten.One("alias", this);

        public Tensor detach() => Aten.One("detach", this);

        public Tensor detach_() => Aten.InPlace("detach_", this);

        public Tensor channel_shuffle(long groups) => Aten.One("channel_shuffle", this, groups);
    }
}
