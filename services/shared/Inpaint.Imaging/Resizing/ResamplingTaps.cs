namespace Inpaint.Imaging.Resizing;

/// <summary>For each output place along one axis: the input places it is made of, and their weights, which add up to 1.</summary>
/// <param name="First">First input place of each output place.</param>
/// <param name="Weights">Weights from there on.</param>
internal readonly record struct ResamplingTaps(int[] First, double[][] Weights)
{
    /// <summary>As Pillow computes them: the kernel is widened by the scale, so that making smaller never skips pixels.</summary>
    public static ResamplingTaps Compute(int input, int output, Resampling resampling)
    {
        var scale = (double)input / output;
        var widening = Math.Max(scale, 1);
        var support = resampling.Support() * widening;
        var taps = new ResamplingTaps(new int[output], new double[output][]);
        for (var i = 0; i < output; i++)
        {
            var centre = (i + .5) * scale;
            var first = Math.Max(0, (int)(centre - support + .5));
            var end = Math.Min(input, (int)(centre + support + .5));
            var weights = new double[end - first];
            for (var tap = 0; tap < weights.Length; tap++)
            {
                weights[tap] = resampling.Weight((first + tap + .5 - centre) / widening);
            }

            var sum = weights.Sum();
            taps.First[i] = first;
            taps.Weights[i] = sum == 0 ? weights : Array.ConvertAll(weights, weight => weight / sum);
        }

        return taps;
    }
}
