using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Grpc.Core;
using Grpc.Net.Client;
using Inpaint.Tests.Integration.Support;
using Inpaint.V1;

namespace Inpaint.Tests.Integration.Training;

/// <summary>The trainer as a process of its own, so that it can be killed; its folders outlive it.</summary>
internal sealed class TrainerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly GrpcChannel _channel;

    private TrainerProcess(Process process, int port)
    {
        _process = process;
        _channel = GrpcChannel.ForAddress($"http://127.0.0.1:{port}");
        Client = new TrainingService.TrainingServiceClient(_channel);
    }

    public TrainingService.TrainingServiceClient Client { get; }

    /// <summary>Starts the process and waits until it answers.</summary>
    /// <param name="settings">Its settings, beside the address.</param>
    public static async Task<TrainerProcess> StartAsync(IEnumerable<string> settings)
    {
        var port = FreePort();
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Inpaint.Trainer.dll"));
        foreach (var argument in settings.Prepend($"http://127.0.0.1:{port}").Prepend("--urls"))
            start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var trainer = new TrainerProcess(process, port);
        await TimeLimit.Until(trainer.AnswersAsync, "the trainer answers");
        return trainer;
    }

    /// <summary>Ends the process as a power cut would: SIGKILL.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync().Within();
    }

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
    }

    private async Task<bool> AnswersAsync()
    {
        if (_process.HasExited)
            throw new InvalidOperationException($"the trainer ended with {_process.ExitCode}");
        try
        {
            await Client.ListRecipesAsync(new ListRecipesRequest());
            return true;
        }
        catch (RpcException exception) when (exception.StatusCode == StatusCode.Unavailable)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
