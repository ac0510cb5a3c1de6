using Inpaint.V1;
using ParameterKind = Inpaint.Models.Parametric.ParameterKind;
using ParameterSchema = Inpaint.Models.Parametric.ParameterSchema;

namespace Inpaint.Benchmarks.Caching;

/// <summary>Half-filled bicycles, the n-th always the same: of every second parameter a value within its range, of groups nothing.</summary>
internal static class Designs
{
    public static ParameterSchema Schema { get; } = ParameterSchema.Bikes;

    /// <summary>The values in the schema's order; NaN where unknown.</summary>
    public static double[] Values(int number)
    {
        var random = new Random(number);
        return [.. Schema.Parameters.Select((parameter, i) => i % 2 != 0 || parameter.Kind == ParameterKind.OneHot ? double.NaN
            : parameter.Kind == ParameterKind.Flag ? random.Next(2)
            : parameter.Minimum + random.NextDouble() * (parameter.Maximum - parameter.Minimum))];
    }

    public static EncoderInput Input(int number)
    {
        var design = new DesignParameters();
        foreach (var (i, value) in Values(number).Index())
        {
            if (!double.IsNaN(value))
                design.Parameters.Add(new DesignParameter { Name = Schema.Parameters[i].Name, Value = value });
        }
        return new EncoderInput { Parameters = design };
    }
}
