using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>Self-attention and two linear layers, each added to its input and then normalised, over sequences [L, N, E].</summary>
        public sealed class TransformerEncoderLayer : nn.Module<Tensor, Tensor>, nn.IModule<Tensor, Tensor, Tensor>, nn.IModule<Tensor, Tensor, Tensor, Tensor>
        {
            private readonly MultiheadAttention self_attn;
            private readonly Linear linear1;
            private readonly Linear linear2;
            private readonly LayerNorm norm1;
            private readonly LayerNorm norm2;
            private readonly (long Width, long Heads, long Hidden) _sizes;
            private readonly double _dropout;
            private readonly nn.Activations _activation;

            internal TransformerEncoderLayer(long width, long heads, long hidden, double dropout, nn.Activations activation)
                : base(nameof(TransformerEncoderLayer))
            {
                self_attn = nn.MultiheadAttention(width, heads, dropout);
                linear1 = nn.Linear(width, hidden);
                linear2 = nn.Linear(hidden, width);
                norm1 = nn.LayerNorm(width);
                norm2 = nn.LayerNorm(width);
                _sizes = (width, heads, hidden);
                (_dropout, _activation) = (dropout, activation);
                RegisterComponents();
            }

            public override Tensor forward(Tensor src) => Encode(src, null, null);

            public Tensor call(Tensor src, Tensor src_mask) => Encode(src, src_mask, null);

            public Tensor call(Tensor src, Tensor src_mask, Tensor src_key_padding_mask) => Encode(src, src_mask, src_key_padding_mask);

            internal Tensor Encode(Tensor src, Tensor? mask, Tensor? keyPadding)
            {
                using DisposeScope scope = NewDisposeScope();
                Tensor attended = self_attn.call(src, src, src, keyPadding, need_weights: false, mask).Item1;
                Tensor x = norm1.call(src.add(Drop(attended)));
                Tensor hidden = linear1.call(x);
                hidden = Drop(_activation == nn.Activations.GELU ? nn.functional.gelu(hidden) : nn.functional.relu(hidden));
                return norm2.call(x.add(Drop(linear2.call(hidden)))).MoveToOuterDisposeScope();
            }

            /// <summary>A layer of the same make with weights of its own, which begin as these.</summary>
            internal TransformerEncoderLayer Copy()
            {
                var copy = new TransformerEncoderLayer(_sizes.Width, _sizes.Heads, _sizes.Hidden, _dropout, _activation);
                copy.load_state_dict(state_dict());
                copy.train(training);
                return copy;
            }

            private Tensor Drop(Tensor tensor) => nn.functional.dropout(tensor, _dropout, training);
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public enum Activations
            {
                ReLU = 0,
                GELU = 1,
            }

            public static TransformerEncoderLayer TransformerEncoderLayer(long d_model = 512, long nhead = 8, long dim_feedforward = 2048, double dropout = 0.1, Activations activation = Activations.ReLU) =>
                new(d_model, nhead, dim_feedforward, dropout, activation);
        }
    }
}
