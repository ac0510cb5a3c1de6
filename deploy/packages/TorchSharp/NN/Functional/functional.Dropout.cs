using System.Collections.Concurrent;
using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static readonly ConcurrentDictionary<string, string> s_inPlaceNames = new();

            public static Tensor dropout(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                Drop("dropout", input, p, training, inplace);

            /// <summary>Drops whole channels of [N, C, L] or [C, L].</summary>
            public static Tensor dropout1d(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                DropChannels(input, 2, p, training, inplace);

            /// <summary>Drops whole channels of [N, C, H, W] or [C, H, W].</summary>
            public static Tensor dropout2d(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                Drop("feature_dropout", input, p, training, inplace);

            /// <summary>Drops whole channels of [N, C, D, H, W].</summary>
            public static Tensor dropout3d(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                Drop("feature_dropout", input, p, training, inplace);

            public static Tensor alpha_dropout(Tensor input, double p = 0.5, bool training = false, bool inplace = false) =>
                Drop("alpha_dropout", input, p, training, inplace);

            public static Tensor feature_alpha_dropout(Tensor input, double p = 0.5, bool training = false, bool inplace = false) =>
                Drop("feature_alpha_dropout", input, p, training, inplace);

            private static Tensor Drop(string name, Tensor input, double p, bool training, bool inplace)
            {
                if (p is < 0 or > 1)
                    throw new ArgumentException($"The probability of dropping is between 0 and 1, not {p}.", nameof(p));
                return InPlaceOrNew(name, inplace, input, p, training);
            }

            private static Tensor DropChannels(Tensor input, long unbatched, double p, bool training, bool inplace)
            {
                if (input.Dimensions != unbatched)
                    return Drop("feature_dropout", input, p, training, inplace);
                using Tensor batch = Aten.One("unsqueeze", input, 0L);
                using Tensor dropped = Drop("feature_dropout", batch, p, training, inplace);
                return inplace ? input.alias() : Aten.One("squeeze.dim", dropped, 0L);
            }

            /// <summary>Calls an operator or its variant in place; the result is in both cases a tensor of its own.</summary>
            internal static Tensor InPlaceOrNew(string name, bool inplace, Tensor input, params ReadOnlySpan<Argument> rest)
            {
                if (inplace)
                    name = s_inPlaceNames.GetOrAdd(name, static plain => plain + "_");
                // Written out, so that the arguments lie on the stack: these calls are the most frequent of a forward.
                return rest switch
                {
                    [] => Aten.One(name, input),
                    [var first] => Aten.One(name, input, first),
                    [var first, var second] => Aten.One(name, input, first, second),
                    _ => throw new ArgumentException($"{name} is called with {rest.Length} arguments.", nameof(rest)),
                };
            }
        }
    }
}
