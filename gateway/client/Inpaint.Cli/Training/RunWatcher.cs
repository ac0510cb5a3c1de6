using System.Globalization;
using Inpaint.Cli.Output;
using Inpaint.Client;
using Inpaint.V1;
using Spectre.Console;

namespace Inpaint.Cli.Training;

/// <summary>Shows a run as a progress bar with loss, speed and the time that is left.</summary>
internal sealed class RunWatcher(IAnsiConsole console, InpaintClient client)
{
    /// <summary>Watches until the run has ended, and returns it as it then stands.</summary>
    public async Task<Run> WatchAsync(Run run, CancellationToken cancellationToken)
    {
        Run latest = run;
        var evaluations = new List<TrainingEvaluation>();
        await console.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn())
            .StartAsync(async context =>
            {
                ProgressTask bar = context.AddTask(Markup.Escape(run.Model), autoStart: true, maxValue: Math.Max(1, run.Steps));
                await foreach (WatchRunResponse happened in client.WatchRunAsync(run.RunId, cancellationToken: cancellationToken))
                {
                    switch (happened.EventCase)
                    {
                        case WatchRunResponse.EventOneofCase.Step:
                            bar.Value = happened.Step.Step;
                            bar.Description = Markup.Escape(Describe(run.Model, happened.Step));
                            break;
                        case WatchRunResponse.EventOneofCase.Evaluation:
                            evaluations.Add(happened.Evaluation);
                            break;
                        case WatchRunResponse.EventOneofCase.Run:
                            latest = happened.Run;
                            break;
                    }
                }
            });
        PrintEvaluations(evaluations);
        return latest;
    }

    /// <summary>Writes the run's curves as the service draws them.</summary>
    public async Task WriteCurvesAsync(string runId, string path, CancellationToken cancellationToken)
    {
        Run run = await client.GetRunAsync(runId, cancellationToken: cancellationToken);
        if (run.CurvesPng.IsEmpty)
        {
            console.WriteLine("There are no curves yet.");
            return;
        }
        await AtomicFile.WriteAsync(path, run.CurvesPng.Memory, cancellationToken);
        console.WriteLine($"Curves: {Path.GetFullPath(path)}");
    }

    private static string Describe(string model, TrainingStep step)
    {
        string remaining = step.Remaining is null ? "" : $"  {step.Remaining.ToTimeSpan():hh\\:mm\\:ss} left";
        return string.Create(
            CultureInfo.InvariantCulture, $"{model}  {step.Step}/{step.Steps}  loss {step.Loss:0.00000}  {step.SamplesPerSecond:0.0}/s{remaining}");
    }

    private void PrintEvaluations(List<TrainingEvaluation> evaluations)
    {
        if (evaluations.Count == 0)
            return;
        bool retrieval = evaluations.Exists(evaluation => evaluation.Retrieval is not null);
        Table table = retrieval ? FigureTables.CreateRetrieval("after step", "samples") : FigureTables.Create("after step", "samples");
        foreach (TrainingEvaluation evaluation in evaluations)
        {
            string step = evaluation.Step.ToString(CultureInfo.InvariantCulture);
            string samples = string.Create(CultureInfo.InvariantCulture, $"{evaluation.Samples} {evaluation.Split.ToString().ToLowerInvariant()}");
            table.AddRow([FigureTables.Cell(step), FigureTables.Cell(samples), .. retrieval ? FigureTables.Cells(evaluation.Retrieval) : FigureTables.Cells(evaluation.Scores)]);
        }
        console.Write(table);
    }
}
