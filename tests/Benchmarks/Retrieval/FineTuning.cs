using System.Text.Json;
using Inpaint.Benchmarks.Harness;
using Inpaint.Models;
using Inpaint.Models.Clip;
using Inpaint.Trainer;
using Inpaint.V1;

namespace Inpaint.Benchmarks.Retrieval;

/// <summary>Fine-tunes a stored CLIP by the recipe that ships for it, in a trainer of its own.</summary>
internal static class FineTuning
{
    private const string Recipe = "clip-clothing";

    /// <param name="initial">The model to begin with.</param>
    /// <param name="augmentation">Serves the recipe's data set.</param>
    /// <param name="log">Takes lines for a person who waits.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What it finds and tells apart of held-out pairs, before and after.</returns>
    public static (TunedRetrieval Before, TunedRetrieval After) Run(ClipModelFolder initial, Uri augmentation, Action<string> log, CancellationToken cancellationToken)
    {
        var root = Directory.CreateTempSubdirectory("inpaint-tuning-").FullName;
        try
        {
            var models = Path.Combine(root, "models");
            Copy(initial.Path, Path.Combine(models, initial.Name));
            using var trainer = new RunningHost(
                TrainerHost.Build,
                "--Runs:Root", Path.Combine(root, "runs"),
                "--Recipes:Root", Path.Combine(Repository.Root, "trainer", "recipes"),
                "--Models:Root", models,
                "--Services:Augmentation", augmentation.ToString(),
                "--Services:Scoring", augmentation.ToString());
            var run = Train(new TrainingService.TrainingServiceClient(trainer.Channel), log, cancellationToken);
            if (run.State != RunState.Succeeded)
                throw new InvalidOperationException($"Fine-tuning ended as {run.State}: {run.Error}");
            return Figures(ClipModelFolder.Find(new ModelStore(models), run.Model).Path);
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    private static Run Train(TrainingService.TrainingServiceClient client, Action<string> log, CancellationToken cancellationToken)
    {
        var run = client.StartRun(new StartRunRequest { Recipe = Recipe }, cancellationToken: cancellationToken).Run;
        using var watch = client.WatchRun(new WatchRunRequest { RunId = run.RunId }, deadline: DateTime.UtcNow.AddMinutes(10), cancellationToken: cancellationToken);
        while (watch.ResponseStream.MoveNext(cancellationToken).GetAwaiter().GetResult())
        {
            var happened = watch.ResponseStream.Current;
            if (happened.Step is { } step && step.Step % 50 == 0)
                log($"fine-tuning, step {step.Step}/{step.Steps}: loss {step.Loss:F3}");
            run = happened.Run ?? run;
        }

        return run;
    }

    private static (TunedRetrieval Before, TunedRetrieval After) Figures(string folder)
    {
        using var metrics = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "metrics.json")));
        return (Read(metrics.RootElement.GetProperty("retrieval_before")), Read(metrics.RootElement.GetProperty("retrieval")));
    }

    private static TunedRetrieval Read(JsonElement figures)
    {
        return new TunedRetrieval((Number("text_to_picture") + Number("picture_to_text")) / 2, Number("matched_cosine") - Number("mismatched_cosine"));

        double Number(string name) => figures.GetProperty(name).GetDouble();
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }
}
