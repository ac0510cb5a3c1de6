using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Reflection;
using Inpaint.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Inpaint.Benchmarks.Caching;

/// <summary>
/// An encoder service in a process of its own, on real Kestrel, that tells how many embeddings it has computed. The process is
/// this program under another first argument; measurements talk to it over its standard input and output, and over gRPC.
/// </summary>
internal sealed class EncoderPeer : IAsyncDisposable
{
    /// <summary>The first argument that makes this program an encoder service.</summary>
    public const string Command = "encoder-peer";

    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(1);
    private readonly Process _process;

    private EncoderPeer(Process process, string address) => (_process, Address) = (process, address);

    public string Address { get; }

    /// <summary>Whether this program was built with a service.</summary>
    /// <param name="service">Its name, for example <c>Parametric</c>: the assembly Inpaint.Parametric with its ParametricHost.</param>
    public static bool Exists(string service) => File.Exists(Path.Combine(AppContext.BaseDirectory, $"Inpaint.{service}.dll"));

    /// <summary>Starts a service.</summary>
    /// <param name="service">Its name.</param>
    /// <param name="arguments">Its settings.</param>
    public static async Task<EncoderPeer> StartAsync(string service, params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var argument in (string[])[Path.Combine(AppContext.BaseDirectory, "Inpaint.Benchmarks.dll"), Command, service, "--urls", "http://127.0.0.1:0", .. arguments])
            start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        var address = await ReadAsync(process);
        return new EncoderPeer(process, address);
    }

    /// <summary>How many embeddings it has computed so far, by its own metric.</summary>
    public async Task<long> ComputedAsync()
    {
        await _process.StandardInput.WriteLineAsync("computed");
        await _process.StandardInput.FlushAsync();
        return long.Parse(await ReadAsync(_process));
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync().WaitAsync(StartLimit);
        _process.Dispose();
    }

    /// <summary>What the process does: serves, and answers "computed", until its input ends.</summary>
    public static async Task<int> ServeAsync(string service, string[] arguments)
    {
        long computed = 0;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == Telemetry.SourceName && instrument.Name == "inpaint.cache.computed")
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => Interlocked.Add(ref computed, value));
        listener.Start();

        // By name, for a service may be younger than this measurement.
        var host = Assembly.Load($"Inpaint.{service}").GetType($"Inpaint.{service}.{service}Host", throwOnError: true)!;
        await using var app = (WebApplication)host.GetMethod("Build", [typeof(string[])])!.Invoke(null, [arguments])!;
        await app.StartAsync();
        Console.WriteLine(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        while (await Console.In.ReadLineAsync() is not null)
            Console.WriteLine(Interlocked.Read(ref computed));
        await app.StopAsync();
        return 0;
    }

    // Logs go the same way; what is asked for is an address or a number.
    private static async Task<string> ReadAsync(Process process)
    {
        while (await process.StandardOutput.ReadLineAsync().WaitAsync(StartLimit) is { } line)
        {
            if (line.StartsWith("http://", StringComparison.Ordinal) || long.TryParse(line, out _))
                return line;
            Console.Error.WriteLine(line);
        }
        throw new InvalidOperationException("The encoder's process ended.");
    }
}
