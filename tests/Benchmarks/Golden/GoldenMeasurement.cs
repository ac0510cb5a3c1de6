using Inpaint.Benchmarks.Harness;
using Spectre.Console;

namespace Inpaint.Benchmarks.Golden;

/// <summary>
/// Runs every reference case below INPAINT_GOLDEN (default ../shared/golden) by the unit tests' own runners, and counts those that pass by
/// folder and kind.
/// </summary>
internal sealed class GoldenMeasurement : IMeasurement
{
    public string Name => "golden";

    public string Summary => "reference cases run and passed by kind: all must pass, and every kind must have a runner or be listed as still to come";

    public MeasurementReport Run(Action<string> log, CancellationToken cancellationToken)
    {
        var kinds = KindResults.ReadFolder();
        if (kinds.Count == 0)
            throw new DirectoryNotFoundException("there are no reference cases: INPAINT_GOLDEN names no folder that has any");

        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }).Progress().Start(progress =>
        {
            var task = progress.AddTask("reference cases", maxValue: kinds.Values.Where(kind => kind.HasRunner).Sum(kind => kind.Cases));
            GoldenRunner.Run((kind, path, failure) =>
            {
                kinds[kind].Add(failure is null);
                task.Increment(1);
                if (failure is not null)
                    log($"FAILED {path}: {failure.ReplaceLineEndings(" ")}");
            }, cancellationToken);
        });
        Show([.. kinds.Values]);
        return Report([.. kinds.Values]);
    }

    private MeasurementReport Report(KindResults[] kinds)
    {
        var report = new MeasurementReport(Name);
        foreach (var folder in kinds.GroupBy(kind => kind.Folder).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            report.Figure($"{folder.Key}_cases", folder.Sum(kind => kind.Cases));
            report.Figure($"{folder.Key}_passed", folder.Sum(kind => kind.Passed));
            report.Figure($"{folder.Key}_failed", folder.Sum(kind => kind.Failed), Bound.AtMost(0));
            report.Figure($"{folder.Key}_not_run", folder.Where(kind => !kind.IsStillToCome).Sum(kind => kind.NotRun), Bound.AtMost(0));
            report.Figure($"{folder.Key}_still_to_come", folder.Where(kind => kind.IsStillToCome).Sum(kind => kind.NotRun));
        }

        foreach (var kind in kinds.Where(kind => !kind.IsStillToCome))
            report.Figure($"{kind.Folder}.{kind.Kind}", kind.Passed);
        return report.Figure("kinds_unknown", kinds.Count(kind => !kind.HasRunner && !kind.IsStillToCome), Bound.AtMost(0));
    }

    private static void Show(KindResults[] kinds)
    {
        var table = new Table().AddColumns("folder", "kind", "cases", "passed", "failed", "");
        foreach (var kind in kinds.OrderBy(kind => kind.Folder, StringComparer.Ordinal).ThenBy(kind => kind.Kind, StringComparer.Ordinal))
        {
            var remark = kind.IsStillToCome ? "still to come" : !kind.HasRunner ? "no runner" : kind.NotRun > 0 ? $"{kind.NotRun} not run" : "";
            table.AddRow(kind.Folder, kind.Kind, $"{kind.Cases}", $"{kind.Passed}", $"{kind.Failed}", remark);
        }

        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }).Write(table);
    }
}
