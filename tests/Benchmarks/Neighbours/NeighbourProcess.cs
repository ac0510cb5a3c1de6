using System.Diagnostics;
using System.Globalization;
using Inpaint.Benchmarks.Networks;

namespace Inpaint.Benchmarks.Neighbours;

/// <summary>Another process of this program that runs forwards of the plain UNet when told to.</summary>
internal sealed class NeighbourProcess : IDisposable
{
    /// <summary>The argument by which this program becomes such a process.</summary>
    public const string Argument = "--neighbour";

    /// <summary>Work: forwards of the plan.</summary>
    public const string Plan = "plan";

    /// <summary>Work: forwards of the modules.</summary>
    public const string Modules = "modules";

    private static readonly TimeSpan AnswerLimit = TimeSpan.FromMinutes(2);
    private readonly Process _process;

    public NeighbourProcess(string work)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(NeighbourProcess).Assembly.Location);
        start.ArgumentList.Add(Argument);
        start.ArgumentList.Add(work);
        _process = Process.Start(start) ?? throw new InvalidOperationException("the neighbour did not start");
        if (Answer(CancellationToken.None) != "ready")
            throw new InvalidOperationException("the neighbour is not ready");
    }

    public void Begin(TimeSpan time)
    {
        _process.StandardInput.WriteLine(time.TotalSeconds.ToString(CultureInfo.InvariantCulture));
        _process.StandardInput.Flush();
    }

    /// <summary>Forwards a second.</summary>
    public double Finish(CancellationToken cancellationToken) => double.Parse(Answer(cancellationToken), CultureInfo.InvariantCulture);

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(5)))
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    /// <summary>What the other process does: answers each line, a number of seconds, with its forwards a second.</summary>
    public static void Serve(string work)
    {
        using var workload = new PlainWorkload();
        using var plan = work == Plan ? workload.CompilePlan() : null;
        float[][] output = [new float[3 * PlainUnet.Side * PlainUnet.Side]];
        Action forward = plan is null ? () => workload.Forward(1) : () => plan.Run(1, workload.PlanInputs, output);
        forward();
        Console.WriteLine("ready");
        while (Console.ReadLine() is { } line)
        {
            var limit = TimeSpan.FromSeconds(double.Parse(line, CultureInfo.InvariantCulture));
            var (start, count) = (Stopwatch.GetTimestamp(), 0);
            for (; Stopwatch.GetElapsedTime(start) < limit; count++)
                forward();
            Console.WriteLine((count / Stopwatch.GetElapsedTime(start).TotalSeconds).ToString(CultureInfo.InvariantCulture));
        }
    }

    private string Answer(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(AnswerLimit);
        return _process.StandardOutput.ReadLineAsync(limit.Token).AsTask().GetAwaiter().GetResult()
            ?? throw new InvalidOperationException("the neighbour ended");
    }
}
