using Inpaint.Augmentation;
using Inpaint.Benchmarks.Harness;
using Inpaint.Models;
using Inpaint.Models.Clip;
using Inpaint.V1;

namespace Inpaint.Benchmarks.Retrieval;

/// <summary>
/// The shipped CLIP of bicycles: in three draws of a hundred held-out pairs, how many texts find their picture first and how many
/// pictures their text; and how far matched pairs lie above mismatched ones, against the same network before its first step, and before
/// and after a short fine-tuning of it on other data by the trainer's own session.
/// </summary>
internal sealed class RetrievalMeasurement : IMeasurement
{
    private const string Model = "clip-bikes";
    private const int Pairs = 100;
    private static readonly long[] Seeds = [1, 2, 3];

    public string Name => "retrieval";

    public string Summary => "recall@1 of 100 held-out pairs by the shipped CLIP, both ways, in three draws; matched minus mismatched cosine before and after training and fine-tuning";

    public MeasurementReport Run(Action<string> log, CancellationToken cancellationToken)
    {
        var store = new ModelStore(Path.Combine(Repository.Root, "deploy", "models"));
        using var encoder = ClipEncoder.Open(store, Model);
        using var untrained = new UntrainedModel(store, Model);
        using var before = untrained.Open();
        var clothing = Clothing();
        using var augmentation = new RunningHost(AugmentationHost.Build, clothing is null ? [] : ["--DataSets:clothing:Path", clothing]);
        var client = new AugmentationService.AugmentationServiceClient(augmentation.Channel);
        var report = new MeasurementReport(Name);
        var (gapBefore, gapAfter) = (new List<double>(), new List<double>());
        foreach (var seed in Seeds)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var pairs = HeldOutPairs.Draw(client, "bikes", Pairs, seed, cancellationToken);
            var (trained, drawn) = (pairs.Compare(encoder), pairs.Compare(before));
            var (toPicture, toText) = (trained.TextToPictureRecall(1), trained.PictureToTextRecall(1));
            log($"draw {seed}: text to picture {toPicture:F2}, picture to text {toText:F2}; within the first five {trained.TextToPictureRecall(5):F2} and {trained.PictureToTextRecall(5):F2}; before training {drawn.TextToPictureRecall(1):F2}");
            report.Figure($"text_to_picture_{seed}", toPicture, Bound.AtLeast(0.6)).Figure($"picture_to_text_{seed}", toText, Bound.AtLeast(0.6));
            gapBefore.Add(Gap(drawn));
            gapAfter.Add(Gap(trained));
        }

        report.Figure("cosine_gap_before_training", gapBefore.Average()).Figure("cosine_gap_after_training", gapAfter.Average());
        if (clothing is null)
        {
            log("no photographs of clothing here: fine-tuning is left out");
            return report;
        }

        var (plain, tuned) = FineTuning.Run(ClipModelFolder.Find(store, Model), augmentation.Address, log, cancellationToken);
        log($"fine-tuned on clothing: matched minus mismatched cosine {plain.CosineGap:F3} before, {tuned.CosineGap:F3} after; found first {plain.Recall:F2} and {tuned.Recall:F2}");
        return report
            .Figure("cosine_gap_before_fine_tuning", plain.CosineGap)
            .Figure("cosine_gap_after_fine_tuning", tuned.CosineGap)
            .Figure("recall_before_fine_tuning", plain.Recall)
            .Figure("recall_after_fine_tuning", tuned.Recall);
    }

    private static double Gap(EmbeddingRetrieval retrieval) => retrieval.PairCosines().Average(cosine => (double)cosine) - retrieval.MeanMismatchedCosine();

    private static string? Clothing()
    {
        var folder = Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "data", "clothing128"));
        return Directory.Exists(folder) ? folder : null;
    }
}
