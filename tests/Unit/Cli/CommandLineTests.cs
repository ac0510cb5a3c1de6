using Inpaint.Cli;
using Spectre.Console;

namespace Inpaint.Tests.Unit.Cli;

public sealed class CommandLineTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("inpaint-cli-").FullName;
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        _out.Dispose();
        _error.Dispose();
    }

    [Theory]
    [InlineData("input:", "complete")]
    [InlineData("input:", "complete", "x.png", "--data-set", "bikes")]
    [InlineData("'x.png' does not exist", "complete", "x.png", "--rectangle", "0,0,1,1")]
    [InlineData("--mask: makes no sense with --data-set", "complete", "--data-set", "bikes", "--mask", "m.png")]
    [InlineData("--count: must be at least 1", "complete", "--data-set", "bikes", "--count", "0")]
    [InlineData("--sheet-count: must be 1 to 100", "complete", "--data-set", "bikes", "--sheet-count", "101")]
    [InlineData("--address", "runs", "--address", "nowhere")]
    [InlineData("recipe:", "train")]
    [InlineData("recipe:", "train", "unet-bikes", "--resume", "1")]
    [InlineData("--count", "runs", "--count", "many")]
    [InlineData("dance", "dance")]
    public async Task Wrong_command_line_ends_with_code_2_and_names_the_argument(string expected, params string[] args)
    {
        Assert.Equal(2, await RunAsync(args));
        string[] lines = _error.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(lines, line => Assert.StartsWith("error: ", line, StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Picture_without_a_hole_is_refused()
    {
        string file = Path.Combine(_folder, "a.png");
        await File.WriteAllBytesAsync(file, Inpaint.Imaging.PictureCodec.EncodePng(new Inpaint.Imaging.RgbImage(8, 6)));
        Assert.Equal(2, await RunAsync("complete", file));
        Assert.Contains("--mask, --rectangle and --masks", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unreachable_gateway_ends_with_code_4()
    {
        Assert.Equal(4, await RunAsync("recipes", "--address", "http://127.0.0.1:9"));
        Assert.StartsWith("error: ", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_ends_with_code_0_and_lists_the_exit_codes()
    {
        Assert.Equal(0, await RunAsync("--help"));
        Assert.Contains("Exit codes", _out.ToString(), StringComparison.Ordinal);
        Assert.Empty(_error.ToString());
    }

    private Task<int> RunAsync(params string[] args)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(_out),
        });
        return CommandLine.RunAsync(args, new CommandEnvironment(console, _error));
    }
}
