using System.Text.Json;
using Inpaint.Models.Layers;
using static TorchSharp.torch;

namespace Inpaint.Tests.Unit.Golden.Torch;

/// <summary>
/// Attention and transformer layers. What TorchSharp's classes have runs on these; batch first, norm first, an epsilon or weights of
/// each head, which they lack, on the suite's own layers.
/// </summary>
internal static class AttentionRunner
{
    public static void CheckAttention(GoldenCase golden, CaseArguments arguments)
    {
        var (width, heads) = (arguments.Long("embed_dim"), arguments.Long("num_heads"));
        var (bias, batchFirst) = (arguments.Bool("bias", true), arguments.Bool("batch_first", false));
        var (keyWidth, valueWidth) = (arguments.LongOrNull("kdim"), arguments.LongOrNull("vdim"));
        var dropout = arguments.Double("dropout", 0);
        var call = CallArguments(golden, out var positional);
        var (mask, padding) = (call.TensorOrNull("attn_mask", golden), call.TensorOrNull("key_padding_mask", golden));
        var (needWeights, average) = (call.Bool("need_weights", true), call.Bool("average_attn_weights", true));
        var inputs = ModuleCases.Inputs(golden);
        var (query, key, value) = (inputs(positional[0]), inputs(positional[1]), inputs(positional[2]));
        if (!batchFirst && average && padding?.dtype is null or ScalarType.Bool)
        {
            var (addBias, addZero) = (arguments.Bool("add_bias_kv", false), arguments.Bool("add_zero_attn", false));
            var module = nn.MultiheadAttention(width, heads, dropout, bias, addBias, addZero, keyWidth, valueWidth);
            Prepare(golden, module, arguments, call);
            var (output, weights) = module.call(query, key, value, padding, needWeights, Added(mask));
            Check(golden, module, inputs, output, needWeights ? weights : null);
        }
        else
        {
            var module = new SequenceAttention(width, heads, dropout, bias, keyWidth, valueWidth);
            Prepare(golden, module, arguments, call);
            var (output, weights) = module.Attend(BatchFirst(query), BatchFirst(key), BatchFirst(value), padding, mask);
            Check(golden, module, inputs, BatchFirst(output), !needWeights ? null : average ? weights.mean([1]) : weights);
        }

        Tensor BatchFirst(Tensor tensor) => batchFirst ? tensor : tensor.transpose(0, 1);
    }

    // TorchSharp's modules add the mask to the scores, whatever its type.
    private static Tensor? Added(Tensor? mask) =>
        mask?.dtype == ScalarType.Bool ? zeros(mask.shape, ScalarType.Float32).masked_fill(mask, double.NegativeInfinity) : mask;

    public static void CheckTransformer(GoldenCase golden, CaseArguments arguments)
    {
        var call = CallArguments(golden, out var positional);
        var (mask, padding) = (call.TensorOrNull("src_mask", golden), call.TensorOrNull("src_key_padding_mask", golden));
        var batchFirst = arguments.Bool("batch_first", false);
        var inputs = ModuleCases.Inputs(golden);
        var input = inputs(positional[0]);
        var plain = !batchFirst && padding?.dtype is null or ScalarType.Bool && !arguments.Bool("norm_first", false) && arguments.Double("layer_norm_eps", 1e-5) == 1e-5;
        var (width, heads, hidden) = (arguments.Long("d_model"), arguments.Long("nhead"), arguments.Long("dim_feedforward", 2048));
        var (dropout, gelu) = (arguments.Double("dropout", 0.1), arguments.Text("activation", "relu") == "gelu");
        if (plain)
        {
            var layer = nn.TransformerEncoderLayer(width, heads, hidden, dropout, gelu ? nn.Activations.GELU : nn.Activations.ReLU);
            Prepare(golden, layer, arguments, call);
            Check(golden, layer, inputs, layer.call(input, Added(mask)!, padding!), null, "out.y");
            return;
        }

        var activation = gelu ? TransformerActivation.Gelu : TransformerActivation.Relu;
        var block = new TransformerBlock(new(width, heads, hidden, dropout, activation, arguments.Bool("norm_first", false), arguments.Double("layer_norm_eps", 1e-5)));
        Prepare(golden, block, arguments, call);
        var output = block.Encode(batchFirst ? input : input.transpose(0, 1), padding, mask);
        Check(golden, block, inputs, batchFirst ? output : output.transpose(0, 1), null, "out.y");
    }

    private static CaseArguments CallArguments(GoldenCase golden, out string[] positional)
    {
        positional = ["in.x"];
        if (!golden.Config.TryGetProperty("call", out var call))
            return new CaseArguments(JsonDocument.Parse("{}").RootElement);
        if (call.TryGetProperty("args", out var list))
            positional = list.EnumerateArray().Select(name => name.GetString()!).ToArray();
        return CaseArguments.Of(call, "kwargs");
    }

    private static void Prepare(GoldenCase golden, nn.Module module, CaseArguments arguments, CaseArguments call)
    {
        arguments.RequireAllRead();
        call.RequireAllRead();
        CaseWeights.Load(golden, module);
        module.train(golden.Config.GetProperty("train").GetBoolean());
    }

    private static void Check(GoldenCase golden, nn.Module module, Func<string, Tensor> inputs, Tensor output, Tensor? weights, string? key = null)
    {
        key ??= golden.ExpectedKeys.Contains("out.y") ? "out.y" : "out.0";
        golden.Check(key, output.ToGolden());
        if (golden.ExpectedKeys.Contains("out.1"))
            golden.Check("out.1", weights!.ToGolden());
        ModuleCases.CheckGradients(golden, output, module, inputs);
    }
}
