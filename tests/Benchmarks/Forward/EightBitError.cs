using System.Text.Json;
using Inpaint.Augmentation;
using Inpaint.Benchmarks.Harness;
using Inpaint.Inference;
using Inpaint.Models;
using Inpaint.Models.Unet;
using Inpaint.V1;

namespace Inpaint.Benchmarks.Forward;

/// <summary>What 8 bits do to the shipped UNet of bicycles: ranges from its validation pictures, differences on its test pictures.</summary>
internal static class EightBitError
{
    private const string Model = "unet-bikes";
    private const int CalibrationPictures = 32;
    private const int TestPictures = 100;
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static void Add(MeasurementReport report, Action<string> log, CancellationToken cancellationToken)
    {
        var store = new ModelStore(Path.Combine(Repository.Root, "deploy", "models"));
        if (!store.Names("unet").Contains(Model))
        {
            log($"there is no model '{Model}' here: its error in 8 bits is left out");
            return;
        }

        var (manifest, weights) = store.Locate("unet", Model);
        using var network = new ConditionedUnet(manifest.Network.Deserialize<ConditionedUnetConfiguration>(Json)!);
        NetworkWeights.Load(network, weights);
        network.eval();
        using var augmentation = new RunningHost(AugmentationHost.Build);
        var client = new AugmentationService.AugmentationServiceClient(augmentation.Channel);
        var calibration = HeldOutHoles.Draw(client, Split.Validation, CalibrationPictures, manifest.Width, manifest.Height, cancellationToken);
        var test = HeldOutHoles.Draw(client, Split.Test, TestPictures, manifest.Width, manifest.Height, cancellationToken);
        var mostTokens = manifest.Text?.MaxTokens ?? 0;
        using var single = network.CompilePlan(mostTokens: mostTokens);
        PlanRanges? ranges = null;
        for (var i = 0; i < calibration.Count; i++)
            ranges = single.Calibrate(ranges, WithoutText(single, calibration.Inputs(i)));
        using var eight = network.CompilePlan(new PlanOptions { Ranges = ranges }, mostTokens);
        Compare(report, test, single, eight, cancellationToken);
    }

    private static void Compare(MeasurementReport report, HeldOutHoles test, InferencePlan single, InferencePlan eight, CancellationToken cancellationToken)
    {
        var (expected, made) = (new float[single.Outputs[0].Count], new float[single.Outputs[0].Count]);
        var (largest, sum, composite, eightComposite) = (0.0, 0.0, 0.0, 0.0);
        for (var i = 0; i < test.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var inputs = WithoutText(single, test.Inputs(i));
            single.Run(1, inputs, [expected]);
            eight.Run(1, inputs, [made]);
            largest = Math.Max(largest, expected.Zip(made, (a, b) => Math.Abs((double)a - b)).Max());
            sum += expected.Zip(made, (a, b) => Math.Abs((double)a - b)).Average();
            composite += test.Composite(i, expected);
            eightComposite += test.Composite(i, made);
        }

        report
            .Figure("unet_bikes_int8_largest_difference", largest)
            .Figure("unet_bikes_int8_mean_difference", sum / test.Count)
            .Figure("unet_bikes_composite", composite / test.Count)
            .Figure("unet_bikes_int8_composite", eightComposite / test.Count);
    }

    // Where the plan takes a text too: none, whatever lies where its tokens would.
    private static float[][] WithoutText(InferencePlan plan, float[][] inputs) =>
        [.. inputs, .. plan.Inputs.Skip(inputs.Length).Select(input => new float[input.Count])];
}
