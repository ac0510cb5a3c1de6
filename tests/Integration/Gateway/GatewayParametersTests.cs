using Inpaint.Cli;
using Inpaint.Parametric;
using Inpaint.Tests.Integration.Serving;
using Inpaint.Tests.Integration.Support;
using Inpaint.V1;
using Spectre.Console;

namespace Inpaint.Tests.Integration.Gateway;

public sealed class GatewayParametersTests : IAsyncLifetime
{
    private RunningService _parametric = null!;
    private Backend _unet = null!;
    private RunningGateway _gateway = null!;

    public async Task InitializeAsync()
    {
        _parametric = await RunningService.StartAsync(ParametricHost.Build(RunningService.Arguments("--Models:Root", RepositoryFolders.ShippedModels)));
        _unet = await Backend.StartAsync("unet");
        _gateway = await RunningGateway.StartAsync(
            [.. RunningGateway.Generator("unet", _unet), $"--Gateway:Parameters:Addresses:0={_parametric.Address}"]);
    }

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _unet.DisposeAsync();
        await _parametric.DisposeAsync();
    }

    [Fact]
    public async Task Predictions_are_routed()
    {
        PredictParametersResponse answer = await _gateway.Client.PredictParametersAsync(
            new PredictParametersRequest { Designs = { new DesignParameters() } }).WaitAsync(RunningGateway.Timeout);

        Assert.Equal(96, Assert.Single(answer.Designs).Parameters.Count);
    }

    [Fact]
    public async Task Command_prints_every_parameter_and_writes_what_it_reads_again()
    {
        string file = Path.Combine(Directory.CreateTempSubdirectory("parameters-").FullName, "design.json");
        string first = await RunAsync("parameters", "predict", "Head angle=71.5", "--coverage", "0.5", "--out", file);
        string second = await RunAsync("parameters", "predict", file);

        Assert.Contains("Head angle", first, StringComparison.Ordinal);
        Assert.Contains("stated", first, StringComparison.Ordinal);
        Assert.Contains("50", first, StringComparison.Ordinal);
        Assert.DoesNotContain(" to ", second, StringComparison.Ordinal);
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }

    private async Task<string> RunAsync(params string[] args)
    {
        using var written = new StringWriter();
        using var errors = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Interactive = InteractionSupport.No, Out = new AnsiConsoleOutput(written) });
        console.Profile.Width = 160;
        int code = await CommandLine.RunAsync([.. args, "--address", _gateway.Address.ToString()], new CommandEnvironment(console, errors)).WaitAsync(RunningGateway.Timeout);
        Assert.Equal((0, ""), (code, errors.ToString()));
        return written.ToString();
    }
}
