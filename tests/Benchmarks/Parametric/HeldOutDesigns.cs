using Inpaint.Augmentation.Batches;
using Inpaint.Augmentation.Bikes;
using Inpaint.Models.Parametric;

namespace Inpaint.Benchmarks.Parametric;

/// <summary>Designs that no split of the data set holds, drawn anew, with a share of their parameters hidden.</summary>
internal sealed class HeldOutDesigns
{
    private const long DesignSeed = 77_001;
    private const long MaskSeed = 77_002;

    public HeldOutDesigns(int count, double unknownShare)
    {
        (Whole, Shown) = (new double[count][], new double[count][]);
        for (var i = 0; i < count; i++)
        {
            var random = new SplitMix64(DesignSeed, i);
            Whole[i] = BikeSampler.Sample(ref random);
            var hidden = new SplitMix64(MaskSeed, i);
            Shown[i] = [.. Whole[i]];
            foreach (ref var value in Shown[i].AsSpan())
            {
                if (hidden.Chance(unknownShare))
                    value = double.NaN;
            }
        }
    }

    /// <summary>The designs with nothing hidden.</summary>
    public double[][] Whole { get; }

    /// <summary>The same with NaN for what is hidden.</summary>
    public double[][] Shown { get; }

    /// <summary>Completes the designs and judges the result.</summary>
    public CompletionAccuracy Judge(ParameterModel model, double coverage)
    {
        const int Together = 250;
        var accuracy = new CompletionAccuracy(model.Schema);
        for (var first = 0; first < Shown.Length; first += Together)
        {
            var shown = Shown[first..Math.Min(Shown.Length, first + Together)];
            var completed = model.Complete(shown, coverage);
            for (var i = 0; i < shown.Length; i++)
                accuracy.Add(Whole[first + i], shown[i], completed[i]);
        }

        return accuracy;
    }
}
