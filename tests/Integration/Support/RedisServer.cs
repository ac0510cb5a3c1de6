using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Inpaint.Tests.Integration.Support;

/// <summary>
/// A redis-server process of the caller's own, on a free port of this machine, with nothing on disk. It can be killed and
/// started again on the same port, and frozen so that connections stay open and nothing answers.
/// </summary>
internal sealed class RedisServer : IAsyncDisposable
{
    private readonly string[] _arguments;
    private Process? _process;

    private RedisServer(int port, string[] arguments) => (Port, _arguments) = (port, arguments);

    public int Port { get; }

    public string EndPoint => $"127.0.0.1:{Port}";

    /// <summary>Starts a server.</summary>
    /// <param name="arguments">What it is told beside its port, for example <c>--maxmemory 8mb</c>. PORT stands for the port.</param>
    public static async Task<RedisServer> StartAsync(params string[] arguments)
    {
        for (int attempt = 1; ; attempt++)
        {
            RedisServer server = new(FreePort(), arguments);
            try
            {
                await server.StartAgainAsync();
                return server;
            }
            catch (InvalidOperationException) when (attempt < 5)
            {
                // Another process took the port between our look and redis-server's.
            }
        }
    }

    /// <summary>Starts the process, empty, and waits until it answers.</summary>
    public async Task StartAgainAsync()
    {
        ProcessStartInfo start = new("redis-server") { RedirectStandardOutput = true, RedirectStandardError = true };
        // Later arguments win.
        foreach (string argument in (string[])["--port", $"{Port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", .. _arguments])
            start.ArgumentList.Add(argument.Replace("PORT", $"{Port}", StringComparison.Ordinal));
        _process = Process.Start(start)!;
        _process.OutputDataReceived += static (_, _) => { };
        _process.BeginOutputReadLine();
        await TimeLimit.Until(AnswersAsync, $"redis-server answers on port {Port}");
    }

    /// <summary>Sends one command, for example <c>CONFIG SET maxmemory 1mb</c>, over a connection of its own; the answer's first line.</summary>
    public async Task<string> CommandAsync(string command)
    {
        using TcpClient client = new();
        await client.ConnectAsync(IPAddress.Loopback, Port).Within();
        NetworkStream stream = client.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes(command + "\r\n")).AsTask().Within();
        using StreamReader reader = new(stream);
        string answer = await reader.ReadLineAsync().Within() ?? throw new IOException("redis-server closed the connection.");
        // A bulk string tells its length first; what is asked for here is plain ASCII.
        if (!answer.StartsWith('$'))
            return answer;
        char[] text = new char[int.Parse(answer[1..])];
        await reader.ReadBlockAsync(text).Within();
        return new string(text);
    }

    /// <summary>Ends the process as a power cut would.</summary>
    public async Task KillAsync()
    {
        if (_process is null)
            return;
        _process.Kill();
        await _process.WaitForExitAsync().Within();
        _process.Dispose();
        _process = null;
    }

    public Task FreezeAsync() => SignalAsync("STOP");

    public Task ContinueAsync() => SignalAsync("CONT");

    public async ValueTask DisposeAsync() => await KillAsync();

    private async Task SignalAsync(string signal)
    {
        using Process kill = Process.Start("kill", $"-{signal} {_process!.Id}");
        await kill.WaitForExitAsync().Within();
        if (kill.ExitCode != 0)
            throw new InvalidOperationException($"kill -{signal} ended with {kill.ExitCode}.");
    }

    private async Task<bool> AnswersAsync()
    {
        if (_process!.HasExited)
            throw new InvalidOperationException($"redis-server ended with {_process.ExitCode}: {await _process.StandardError.ReadToEndAsync()}");
        try
        {
            if (_arguments.Contains("--tls-port"))
            {
                using TcpClient client = new();
                await client.ConnectAsync(IPAddress.Loopback, Port).Within();
                return true;
            }
            string answer = await CommandAsync("PING");
            return answer == "+PONG" || answer.StartsWith("-NOAUTH", StringComparison.Ordinal);
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
