using System.Diagnostics;
using Inpaint.Cli.Output;
using Inpaint.Client;
using Spectre.Console;

namespace Inpaint.Cli.Completing;

/// <summary>Completes every sample with every generator, scores what comes out, and writes what the plan asks for.</summary>
internal sealed class CompletionRun(InpaintClient client, IAnsiConsole console, CompletionPlan plan)
{
    public async Task<CompletionReport> RunAsync(
        ISampleSource source, IReadOnlyList<GeneratorChoice> generators, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var report = new CompletionReport(plan.Rows, plan.SheetPath is null ? 0 : plan.SheetCount);
        OutputFiles? output = plan.OutputPath is null ? null : new OutputFiles(plan.OutputPath, source.Count, generators.Count);
        await ProgressBars.RunAsync(console, async bars =>
        {
            if (source.HasTargets)
                await PassAsync(CompletionReport.Partial, Untouched(source, cancellationToken), source, report, bars, null, cancellationToken);
            foreach (GeneratorChoice generator in generators)
            {
                IAsyncEnumerable<CompletionOutcome> outcomes = new CompletionStage(client, generator, plan.Seed).RunAsync(source, cancellationToken);
                await PassAsync(generator.Name, outcomes, source, report, bars, output, cancellationToken);
            }
        });
        if (plan.SheetPath is not null && report.Sheet.Count > 0)
            await AtomicFile.WriteAsync(plan.SheetPath, CompletionSheet.Draw(report), cancellationToken);
        if (plan.SummaryPath is not null)
            await SummaryFile.WriteAsync(plan.SummaryPath, report, source.Count, clock.Elapsed, cancellationToken);
        return report;
    }

    private async Task PassAsync(
        string column,
        IAsyncEnumerable<CompletionOutcome> outcomes,
        ISampleSource source,
        CompletionReport report,
        ProgressBars bars,
        OutputFiles? output,
        CancellationToken cancellationToken)
    {
        report.Open(column);
        ProgressTask bar = bars.Add(column, source.Count);
        if (source.HasTargets)
            outcomes = new ScoringStage(client).RunAsync(outcomes, cancellationToken);
        await foreach (CompletionOutcome outcome in outcomes.WithCancellation(cancellationToken))
        {
            report.Add(column, outcome);
            if (output is not null && outcome.Picture is not null)
                await output.WriteAsync(column, outcome.Sample.Name, outcome.Picture, cancellationToken);
            bar.Increment(1);
        }
    }

    /// <summary>The partial pictures as they are: what any generator must beat.</summary>
    private static IAsyncEnumerable<CompletionOutcome> Untouched(ISampleSource source, CancellationToken cancellationToken) =>
        source.ReadAsync(cancellationToken).Select(sample => new CompletionOutcome(sample, sample.Partial, null, null));
}
