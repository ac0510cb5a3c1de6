using System.Globalization;
using Inpaint.V1;
using Spectre.Console;

namespace Inpaint.Cli.Training;

/// <summary>Says how a run ended.</summary>
internal static class RunReport
{
    /// <summary>"running", "succeeded" and so on.</summary>
    public static string StateName(RunState state) => state.ToString().ToLowerInvariant();

    /// <summary>An evaluation in one figure: the composite score, or the share of texts and pictures that find each other; a dash for none.</summary>
    public static string Score(TrainingEvaluation? evaluation)
    {
        double? score = evaluation?.Retrieval is { } found ? (found.TextToPicture + found.PictureToText) / 2 : evaluation?.Scores?.Composite;
        return score?.ToString("0.0000", CultureInfo.InvariantCulture) ?? "-";
    }

    /// <summary>Prints the end and chooses the exit code.</summary>
    public static async Task<int> EndAsync(CommandEnvironment environment, Run run)
    {
        if (run.State == RunState.Succeeded)
        {
            string loss = run.HasLoss ? ", loss " + run.Loss.ToString("0.00000", CultureInfo.InvariantCulture) : "";
            environment.Console.WriteLine($"Run {run.RunId} is done: model {run.Model}, {run.Step} steps{loss}, weights {run.WeightsDigest}");
            return ExitCodes.Success;
        }
        string why = run.Error.Length > 0 ? ": " + run.Error.ReplaceLineEndings(" ") : "";
        await environment.Error.WriteLineAsync($"error: run {run.RunId} {StateName(run.State)} at step {run.Step} of {run.Steps}{why}");
        return ExitCodes.Partly;
    }
}
