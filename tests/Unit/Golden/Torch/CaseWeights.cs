using Inpaint.Models.Weights;
using static TorchSharp.torch;

namespace Inpaint.Tests.Unit.Golden.Torch;

/// <summary>Puts a case's weights into a module: those of the rule, or tensors of the case.</summary>
internal static class CaseWeights
{
    public static void Load(GoldenCase golden, nn.Module module)
    {
        using var scope = NewDisposeScope();
        using var mode = no_grad();
        var weights = golden.Json.GetProperty("weights");
        if (weights.TryGetProperty("fill", out var fill))
        {
            Fill(module, new FillRule(fill.GetProperty("seed").GetUInt64(), fill.GetProperty("gain").GetDouble()));
            return;
        }

        var prefix = weights.GetProperty("prefix").GetString();
        foreach (var (name, tensor) in module.state_dict())
            tensor.copy_(golden.Tensor(prefix + name).ToTorch());
    }

    public static void Fill(nn.Module module, FillRule rule, string prefix = "")
    {
        foreach (var (name, target) in module.state_dict())
        {
            if (!target.is_floating_point())
                continue;
            var values = new float[target.numel()];
            rule.Fill(prefix + name, target.shape, values);
            using var filled = tensor(values).view(target.shape);
            target.copy_(filled);
        }
    }
}
