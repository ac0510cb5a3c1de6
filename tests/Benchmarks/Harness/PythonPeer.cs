using System.Diagnostics;
using System.Text.Json;

namespace Inpaint.Benchmarks.Harness;

/// <summary>
/// A script under Peers that runs in Debian's own Python beside the measurement and answers one line of JSON a command,
/// so that both sides are timed in turns within one run.
/// </summary>
internal sealed class PythonPeer : IDisposable
{
    // Debian's interpreter: the one for which the distribution's own python3-torch is installed.
    private const string Interpreter = "/usr/bin/python3";
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromMinutes(5);
    private readonly Process _process;

    public PythonPeer(string script, params string[] arguments)
        : this(new Dictionary<string, string>(), script, arguments)
    {
    }

    /// <param name="environment">Variables that the interpreter gets beside those of this process.</param>
    /// <param name="script">Under Peers.</param>
    /// <param name="arguments">The script's arguments.</param>
    public PythonPeer(IReadOnlyDictionary<string, string> environment, string script, params string[] arguments)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Peers", script);
        var start = new ProcessStartInfo(Interpreter) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.ArgumentList.Add(path);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        _process = Process.Start(start) ?? throw new InvalidOperationException($"{Interpreter} did not start.");
    }

    /// <summary>Sends one command and waits for its answer, on the calling thread: a measurement keeps to one thread, as inference does.</summary>
    /// <exception cref="InvalidOperationException">The peer ended or answered nothing within the limit.</exception>
    public JsonElement Ask(string command, CancellationToken cancellationToken)
    {
        _process.StandardInput.WriteLine(command);
        _process.StandardInput.Flush();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(AnswerLimit);
        var answer = _process.StandardOutput.ReadLineAsync(limit.Token).AsTask();
        var line = answer.GetAwaiter().GetResult()
            ?? throw new InvalidOperationException($"The Python peer ended on '{command}'; is python3-torch installed?");
        return JsonDocument.Parse(line).RootElement.Clone();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }
}
