using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Inpaint.Tests.Integration.Support;

/// <summary>
/// A redis-server process of the test's own, on a free port of this machine, with nothing on disk. It can be killed and
/// started again on the same port, and frozen so that connections stay open and nothing answers.
/// </summary>
internal sealed class RedisServer : IAsyncDisposable
{
    private Process? _process;

    private RedisServer(int port) => Port = port;

    public int Port { get; }

    public string EndPoint => $"127.0.0.1:{Port}";

    public static async Task<RedisServer> StartAsync()
    {
        for (int attempt = 1; ; attempt++)
        {
            RedisServer server = new(FreePort());
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
        foreach (string argument in (string[])["--port", $"{Port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"])
            start.ArgumentList.Add(argument);
        _process = Process.Start(start)!;
        _process.OutputDataReceived += static (_, _) => { };
        _process.BeginOutputReadLine();
        await TimeLimit.Until(AnswersAsync, $"redis-server answers on port {Port}");
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
        Assert.Equal(0, kill.ExitCode);
    }

    private async Task<bool> AnswersAsync()
    {
        if (_process!.HasExited)
            throw new InvalidOperationException($"redis-server ended with {_process.ExitCode}: {await _process.StandardError.ReadToEndAsync()}");
        try
        {
            using TcpClient client = new();
            await client.ConnectAsync(IPAddress.Loopback, Port).Within();
            NetworkStream stream = client.GetStream();
            await stream.WriteAsync("PING\r\n"u8.ToArray());
            byte[] answer = new byte[5];
            await stream.ReadExactlyAsync(answer).AsTask().Within();
            return answer.AsSpan().SequenceEqual("+PONG"u8);
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

/// <summary>A test that needs redis-server, and is skipped where that is not installed.</summary>
internal sealed class RedisFactAttribute : FactAttribute
{
    public RedisFactAttribute()
    {
        if (!Executables.IsInstalled("redis-server"))
            Skip = "redis-server is not installed.";
    }
}
