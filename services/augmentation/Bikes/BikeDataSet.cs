using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Inpaint.Augmentation.Batches;
using Inpaint.Augmentation.DataSets;
using Inpaint.Models.Parametric;
using Split = Inpaint.V1.Split;

namespace Inpaint.Augmentation.Bikes;

/// <summary>
/// Bicycles drawn from parameters that are drawn by chance: every sample follows from its split and index alone, so nothing is stored
/// and nothing has to be downloaded. All parameters are known; what becomes unknown is the batch's affair.
/// </summary>
internal sealed class BikeDataSet : IDataSet
{
    public const int TrainSamples = 10_000;
    public const int ValidationSamples = 1_000;
    public const int TestSamples = 1_000;
    private const long Seed = 20_240_905;
    private const long WordStream = 1;
    private const long VariationStream = 2;

    public string Name => "bikes";

    public int Width => BikeRenderer.Width;

    public int Height => BikeRenderer.Height;

    public ParameterSchema? Parameters => ParameterSchema.Bikes;

    public string Digest { get; } = ComputeDigest();

    public int Count(Split split) => split switch
    {
        Split.Train => TrainSamples,
        Split.Validation => ValidationSamples,
        Split.Test => TestSamples,
        _ => throw new ArgumentOutOfRangeException(nameof(split), split, "The split is unspecified."),
    };

    public Sample Get(Split split, int index)
    {
        var (facts, design) = Draw(split, index);
        return new Sample(facts.Id, BikeRenderer.Render(design), OwnMask: null, facts.Parameters, facts.Description);
    }

    public SampleFacts GetFacts(Split split, int index) => Draw(split, index).Facts;

    public string Describe(Split split, int index, long variation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count(split));
        var random = new SplitMix64(Seed, (long)split, index, VariationStream, variation);
        return BikeDescriber.Describe(BikeDesign.FromParameters(SampleParameters(split, index)), ref random);
    }

    /// <summary>The parameters of a sample, without drawing it.</summary>
    public static double[] SampleParameters(Split split, int index)
    {
        var random = new SplitMix64(Seed, (long)split, index);
        return BikeSampler.Sample(ref random);
    }

    private (SampleFacts Facts, BikeDesign Design) Draw(Split split, int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count(split));
        var values = SampleParameters(split, index);
        var random = new SplitMix64(Seed, (long)split, index, WordStream);
        var design = BikeDesign.FromParameters(values);
        var id = string.Create(CultureInfo.InvariantCulture, $"{Name}/{split.ToString().ToLowerInvariant()}/{index}");
        return (new SampleFacts(id, values, BikeDescriber.Describe(design, ref random)), design);
    }

    private static string ComputeDigest()
    {
        var made = string.Create(
            CultureInfo.InvariantCulture,
            $"bikes {BikeRenderer.Version} {Seed} {TrainSamples} {ValidationSamples} {TestSamples} {ParameterSchema.Bikes.Digest}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(made)));
    }
}
