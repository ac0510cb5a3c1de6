using System.Diagnostics.CodeAnalysis;
using TorchSharp.Interop;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>A table [num_embeddings, embedding_dims] whose rows are looked up by number.</summary>
        public sealed class Embedding : nn.Module<Tensor, Tensor>
        {
            private readonly long _paddingIndex;
            private readonly double? _maxNorm;
            private readonly double _normType;
            private readonly bool _scaleByFrequency;
            private readonly bool _sparse;

            [ComponentName(Name = nameof(weight))]
            private Parameter? _weight;

            internal Embedding(Parameter table, long? padding_idx, double? max_norm, double norm_type, bool scale_grad_by_freq, bool sparse)
                : base(nameof(Embedding))
            {
                long rows = table.size(0);
                if (padding_idx is { } index && (index < -rows || index >= rows))
                    throw new ArgumentException($"The padding index {index} is none of {rows} rows.", nameof(padding_idx));
                _paddingIndex = padding_idx is < 0 ? padding_idx.Value + rows : padding_idx ?? -1;
                (_maxNorm, _normType, _scaleByFrequency, _sparse) = (max_norm, norm_type, scale_grad_by_freq, sparse);
                weight = table;
            }

            [DisallowNull]
            public Parameter? weight
            {
                get => _weight;
                set => Replace(ref _weight, nameof(weight), value);
            }

            public override Tensor forward(Tensor input)
            {
                if (_maxNorm is { } bound)
                {
                    using IDisposable _ = no_grad();
                    Aten.Discard("embedding_renorm_", _weight, input, bound, _normType);
                }

                return nn.functional.embedding(input, _weight!, _paddingIndex, _scaleByFrequency, _sparse);
            }

            internal void ClearPadding()
            {
                if (_paddingIndex < 0)
                    return;
                using Tensor row = _weight!.detach();
                using Tensor padding = row.select(0, _paddingIndex);
                nn.init.zeros_(padding);
            }
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static Embedding Embedding(long num_embeddings, long embedding_dims, long? padding_idx = null, double? max_norm = null, double norm_type = 2.0, bool scale_grad_by_freq = false, bool sparse = false, Device? device = null, ScalarType? dtype = null)
            {
                Parameter table = Parameter(empty([num_embeddings, embedding_dims], dtype: dtype, device: device));
                init.normal_(table);
                var embedding = new Embedding(table, padding_idx, max_norm, norm_type, scale_grad_by_freq, sparse);
                embedding.ClearPadding();
                return embedding;
            }

            public static Embedding Embedding_from_pretrained(Tensor embeddings, bool freeze = true, long? padding_idx = null, double? max_norm = null, double norm_type = 2.0, bool scale_grad_by_freq = false, bool sparse = false, Device? device = null, ScalarType? dtype = null)
            {
                if (embeddings.Dimensions != 2)
                    throw new ArgumentException("A table of embeddings has 2 dimensions.", nameof(embeddings));
                using Tensor detached = embeddings.detach();
                Tensor copy = detached.to(dtype ?? embeddings.dtype, device ?? embeddings.device, copy: true);
                return new Embedding(Parameter(copy, requires_grad: !freeze), padding_idx, max_norm, norm_type, scale_grad_by_freq, sparse);
            }
        }
    }
}
