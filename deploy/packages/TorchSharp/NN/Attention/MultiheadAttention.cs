using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>
        /// Attention in several heads (Vaswani et al. 2017) over sequences [L, N, E]. The parameters bear PyTorch's names:
        /// in_proj_weight [3E, E] (or q_, k_ and v_proj_weight where keys or values have other widths), in_proj_bias, out_proj.
        /// </summary>
        public sealed class MultiheadAttention : nn.Module<Tensor, Tensor, Tensor, Tensor?, bool, Tensor?, Tuple<Tensor, Tensor>>
        {
            private readonly long _heads;
            private readonly double _dropout;
            private readonly bool _addZeroAttention;
            private readonly Parameter? in_proj_weight;
            private readonly Parameter? q_proj_weight;
            private readonly Parameter? k_proj_weight;
            private readonly Parameter? v_proj_weight;
            private readonly Parameter? in_proj_bias;
            private readonly Parameter? bias_k;
            private readonly Parameter? bias_v;
            private readonly Linear out_proj;

            internal MultiheadAttention(long width, long heads, double dropout, bool bias, bool add_bias_kv, bool add_zero_attn, long keyWidth, long valueWidth)
                : base(nameof(MultiheadAttention))
            {
                if (heads <= 0 || width % heads != 0)
                    throw new ArgumentException($"A width of {width} is not divisible by {heads} heads.", nameof(heads));
                (_heads, _dropout, _addZeroAttention) = (heads, dropout, add_zero_attn);
                out_proj = new Linear(width, width, bias);
                if (keyWidth == width && valueWidth == width)
                {
                    in_proj_weight = Xavier(3 * width, width);
                }
                else
                {
                    q_proj_weight = Xavier(width, width);
                    k_proj_weight = Xavier(width, keyWidth);
                    v_proj_weight = Xavier(width, valueWidth);
                }

                if (bias)
                {
                    in_proj_bias = nn.Parameter(zeros(3 * width));
                    nn.init.zeros_(out_proj.bias!);
                }

                if (add_bias_kv)
                {
                    bias_k = nn.Parameter(nn.init.xavier_normal_(empty(1, 1, width)));
                    bias_v = nn.Parameter(nn.init.xavier_normal_(empty(1, 1, width)));
                }

                RegisterComponents();
            }

            public override Tuple<Tensor, Tensor> forward(Tensor query, Tensor key, Tensor value, Tensor? key_padding_mask, bool need_weights, Tensor? attn_mask)
            {
                using DisposeScope scope = NewDisposeScope();
                (Tensor q, Tensor k, Tensor v) = Project(query, key, value);
                Extend(ref k, ref v, ref key_padding_mask, ref attn_mask);
                Tensor? mask = AttentionMasks.Combine(attn_mask, key_padding_mask, _heads, q.dtype);
                (Tensor mixed, Tensor weights) = Attend(q, k, v, mask);
                Tensor output = out_proj.call(mixed).MoveToOuterDisposeScope();
                if (!need_weights)
                    return Tuple.Create(output, (Tensor)null!);
                (long batch, long length, long keys) = (query.size(1), query.size(0), weights.size(2));
                return Tuple.Create(output, weights.view(batch, _heads, length, keys).mean([1]).MoveToOuterDisposeScope());
            }

            public new Tuple<Tensor, Tensor> call(Tensor query, Tensor key, Tensor value, Tensor? key_padding_mask = null, bool need_weights = true, Tensor? attn_mask = null) =>
                base.call(query, key, value, key_padding_mask, need_weights, attn_mask);

            private static Parameter Xavier(long rows, long columns) => nn.Parameter(nn.init.xavier_uniform_(empty(rows, columns)));

            private (Tensor Query, Tensor Key, Tensor Value) Project(Tensor query, Tensor key, Tensor value)
            {
                Tensor[] weights = in_proj_weight is null ? [q_proj_weight!, k_proj_weight!, v_proj_weight!] : in_proj_weight.chunk(3);
                Tensor?[] biases = in_proj_bias is null ? new Tensor?[3] : in_proj_bias.chunk(3);
                return (nn.functional.linear(query, weights[0], biases[0]), nn.functional.linear(key, weights[1], biases[1]), nn.functional.linear(value, weights[2], biases[2]));
            }

            // A learnt key and value, and one of zeros, that every position may attend to.
            private void Extend(ref Tensor k, ref Tensor v, ref Tensor? keyPadding, ref Tensor? mask)
            {
                (long batch, long width) = (k.size(1), k.size(2));
                if (bias_k is not null && bias_v is not null)
                {
                    k = cat([k, bias_k.expand(1, batch, width)], 0);
                    v = cat([v, bias_v.expand(1, batch, width)], 0);
                    keyPadding = WithColumn(keyPadding);
                    mask = WithColumn(mask);
                }

                if (_addZeroAttention)
                {
                    k = cat([k, zeros([1, batch, width], dtype: k.dtype, device: k.device)], 0);
                    v = cat([v, zeros([1, batch, width], dtype: v.dtype, device: v.device)], 0);
                    keyPadding = WithColumn(keyPadding);
                    mask = WithColumn(mask);
                }
            }

            private static Tensor? WithColumn(Tensor? mask) => mask is null ? null : nn.functional.pad(mask, (0, 1));

            private (Tensor Mixed, Tensor Weights) Attend(Tensor q, Tensor k, Tensor v, Tensor? mask)
            {
                (long length, long batch, long width) = (q.size(0), q.size(1), q.size(2));
                long head = width / _heads;
                Tensor queries = Heads(q, head).mul(1 / Math.Sqrt(head));
                Tensor keys = Heads(k, head).transpose(1, 2);
                Tensor scores = mask is null ? queries.bmm(keys) : queries.bmm(keys).add_(mask);
                Tensor weights = nn.functional.softmax(scores, -1);
                Tensor kept = _dropout > 0 && training ? nn.functional.dropout(weights, _dropout) : weights;
                Tensor mixed = kept.bmm(Heads(v, head)).transpose(0, 1).reshape(length, batch, width);
                return (mixed, weights);
            }

            // [L, N, E] to [N * heads, L, E / heads].
            private Tensor Heads(Tensor sequence, long head) =>
                sequence.reshape(sequence.size(0), sequence.size(1) * _heads, head).transpose(0, 1);
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static MultiheadAttention MultiheadAttention(long embedded_dim, long num_heads, double dropout = 0.0, bool bias = true, bool add_bias_kv = false, bool add_zero_attn = false, long? kdim = null, long? vdim = null) =>
                new(embedded_dim, num_heads, dropout, bias, add_bias_kv, add_zero_attn, kdim ?? embedded_dim, vdim ?? embedded_dim);
        }
    }
}
