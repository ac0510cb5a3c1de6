namespace Inpaint.Benchmarks.Harness;

/// <summary>The command behind <c>deploy/measure</c>: lists the measurements, or runs one and ends with its line of JSON.</summary>
internal static class MeasurementCommand
{
    /// <returns>0: all bounds hold; 1: one does not; 2: no such measurement; 130: interrupted.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var measurements = Catalogue.All;
        if (args.Length == 0)
        {
            foreach (var each in measurements)
                Console.WriteLine($"{each.Name,-12} {each.Summary}");
            return 0;
        }
        if (args.Length != 1 || measurements.FirstOrDefault(each => each.Name == args[0]) is not { } measurement)
        {
            Console.Error.WriteLine($"no measurement '{string.Join(' ', args)}'; there are: {string.Join(", ", measurements.Select(each => each.Name))}");
            return 2;
        }
        using var interrupted = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            interrupted.Cancel();
        };
        try
        {
            var report = await Task.Factory.StartNew(
                () => measurement.Run(Console.Error.WriteLine, interrupted.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            Console.WriteLine(report.ToJson());
            return report.Holds ? 0 : 1;
        }
        catch (OperationCanceledException)
        {
            return 130;
        }
    }
}
