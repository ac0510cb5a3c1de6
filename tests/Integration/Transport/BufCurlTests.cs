using System.Diagnostics;
using Inpaint.Tests.Integration.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Inpaint.Tests.Integration.Transport;

/// <summary>A client of another language that knows nothing of our contracts but what reflection tells it.</summary>
public sealed class BufCurlTests
{
    [BufFact]
    public async Task Client_without_our_protos_calls_through_reflection()
    {
        await using TransportHost host = await TransportHost.StartAsync(
            configureBuilder: static builder =>
            {
                builder.Services.AddGrpcReflection();
                builder.Services.AddGrpcHealthChecks().AddCheck("always", static () => HealthCheckResult.Healthy());
            },
            configureApplication: static application =>
            {
                application.MapGrpcHealthChecksService();
                application.MapGrpcReflectionService();
            });
        Assert.Equal(["grpc.health.v1.Health"], (await RunAsync("--list-services", host.Address)).Split('\n').Where(static name => name.Contains("health")));
        Assert.Contains("\"SERVING\"", await RunAsync("--data", "{}", $"{host.Address}/grpc.health.v1.Health/Check"));
    }

    private static async Task<string> RunAsync(params string[] arguments)
    {
        string[] all = ["curl", "--protocol", "grpc", "--http2-prior-knowledge", .. arguments];
        using Process process = Process.Start(new ProcessStartInfo("buf", all) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().Within();
        Assert.True(process.ExitCode == 0, await errors.Within());
        return await output.Within();
    }
}

/// <summary>A test that needs buf, and is skipped where that is not installed.</summary>
internal sealed class BufFactAttribute : FactAttribute
{
    public BufFactAttribute()
    {
        if (!Executables.IsInstalled("buf"))
            Skip = "buf is not installed (npm package @bufbuild/buf).";
    }
}
