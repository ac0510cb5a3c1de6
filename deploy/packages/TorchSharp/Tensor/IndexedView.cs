using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>
    /// An index taken apart as PyTorch does: positions, slices and new dimensions become views; masks and positions
    /// given by tensors remain, one for each dimension of the view (null where a dimension is taken whole).
    /// </summary>
    private sealed class IndexedView : IDisposable
    {
        private readonly List<Tensor?> _advanced = [];
        private readonly List<Tensor> _masks = [];
        private bool _owned;
        private long _dimension;

        public IndexedView(Tensor tensor, TensorIndex[] indices)
        {
            Tensor = tensor;
            foreach (var index in indices)
                Apply(index, indices, tensor.Dimensions);
            while (_advanced.Count > 0 && _advanced[^1] is null)
                _advanced.RemoveAt(_advanced.Count - 1);
            Advanced = _advanced.Count == 0 ? null : _advanced.ToArray();
        }

        /// <summary>The view on which <see cref="Advanced"/> is still to be applied.</summary>
        public Tensor Tensor { get; private set; }

        public Tensor?[]? Advanced { get; }

        /// <summary>The view, which then belongs to the caller.</summary>
        public Tensor Take()
        {
            if (!_owned)
                Step(Aten.One("alias", Tensor));
            _owned = false;
            return Tensor;
        }

        public void Dispose()
        {
            if (_owned)
                Tensor.Dispose();
            foreach (var mask in _masks)
                mask.Dispose();
        }

        private void Apply(TensorIndex index, TensorIndex[] all, long dimensions)
        {
            switch (index.kind)
            {
                case TensorIndex.Kind.Single:
                    Step(Aten.One("select.int", Tensor, _dimension, index.startIndexOrBoolOrSingle ?? 0));
                    break;
                case TensorIndex.Kind.Slice:
                    if (index.startIndexOrBoolOrSingle is not null || index.stopIndex is not null || index.step is not null)
                        Step(Aten.One("slice.Tensor", Tensor, _dimension, index.startIndexOrBoolOrSingle, index.stopIndex, index.step ?? 1));
                    Advance(null);
                    break;
                case TensorIndex.Kind.Ellipsis:
                    for (var i = dimensions - all.Sum(DimensionsTaken); i > 0; i--)
                        Advance(null);
                    break;
                case TensorIndex.Kind.None:
                case TensorIndex.Kind.Null:
                    Step(Aten.One("unsqueeze", Tensor, _dimension));
                    Advance(null);
                    break;
                case TensorIndex.Kind.Bool:
                    Step(Aten.One("unsqueeze", Tensor, _dimension));
                    _masks.Add(full([1], index.startIndexOrBoolOrSingle != 0, ScalarType.Bool, Tensor.device));
                    Advance(_masks[^1]);
                    break;
                case TensorIndex.Kind.Tensor:
                    AdvanceBy(index.tensor!);
                    break;
            }
        }

        // A mask covers as many dimensions as it has; ATen takes it apart, so it stands for the first of them.
        private void AdvanceBy(Tensor positions)
        {
            Advance(positions);
            if (positions.dtype is ScalarType.Bool or ScalarType.Byte)
                _dimension += positions.Dimensions - 1;
        }

        private void Advance(Tensor? positions)
        {
            _advanced.Add(positions);
            _dimension++;
        }

        private void Step(Tensor next)
        {
            if (_owned)
                Tensor.Dispose();
            Tensor = next;
            _owned = true;
        }

        private static long DimensionsTaken(TensorIndex index) => index.kind switch
        {
            TensorIndex.Kind.Single or TensorIndex.Kind.Slice => 1,
            TensorIndex.Kind.Tensor => index.tensor!.dtype is ScalarType.Bool or ScalarType.Byte ? index.tensor.Dimensions : 1,
            _ => 0,
        };
    }
}
