using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>Layers like a given one, each with weights of its own that begin as the given one's, one after the other.</summary>
        public sealed class TransformerEncoder : nn.Module<Tensor, Tensor, Tensor, Tensor>, nn.IModule<Tensor, Tensor, Tensor>, nn.IModule<Tensor, Tensor>
        {
            private readonly ModuleList<TransformerEncoderLayer> layers;

            internal TransformerEncoder(TransformerEncoderLayer layer, long count)
                : base(nameof(TransformerEncoder))
            {
                ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
                layers = new ModuleList<TransformerEncoderLayer>();
                for (long i = 0; i < count; i++)
                    layers.Add(layer.Copy());
                RegisterComponents();
            }

            public override Tensor forward(Tensor src, Tensor src_mask, Tensor src_key_padding_mask) => Encode(src, src_mask, src_key_padding_mask);

            public Tensor call(Tensor src, Tensor src_mask) => Encode(src, src_mask, null);

            public Tensor call(Tensor src) => Encode(src, null, null);

            private Tensor Encode(Tensor src, Tensor? mask, Tensor? keyPadding)
            {
                using DisposeScope scope = NewDisposeScope();
                Tensor current = src;
                foreach (TransformerEncoderLayer layer in layers)
                    current = layer.Encode(current, mask, keyPadding);
                return current.MoveToOuterDisposeScope();
            }
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static TransformerEncoder TransformerEncoder(TransformerEncoderLayer encoder_layer, long num_layers) => new(encoder_layer, num_layers);
        }
    }
}
