using System.Text.Json;
using Inpaint.Cli;
using Inpaint.Imaging;
using Inpaint.Tests.EndToEnd.Support;
using Spectre.Console;

namespace Inpaint.Tests.EndToEnd;

[Collection(SuiteCollection.Name)]
public sealed class CommandLineTests : IDisposable
{
    private readonly SuiteFixture _suite;
    private readonly string _folder;
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();

    public CommandLineTests(SuiteFixture suite)
    {
        _suite = suite;
        _folder = Directory.CreateDirectory(Path.Combine(suite.Folder, Guid.NewGuid().ToString("N"))).FullName;
    }

    public void Dispose()
    {
        _out.Dispose();
        _error.Dispose();
    }

    [Fact]
    public async Task Data_set_is_completed_by_two_generators_with_sheet_summary_and_files()
    {
        (string sheet, string summary, string output) = (At("sheet.png"), At("summary.json"), At("out"));
        int code = await RunAsync(
            "complete", "--data-set", "bikes", "--split", "test", "--count", "20", "--generator", "unet,vae",
            "--seed", "1", "--sheet", sheet, "--sheet-count", "3", "--summary", summary, "--out", output, "--rows", "2");
        Assert.True(code == 0, _error.ToString());

        RgbImage drawn = PictureCodec.Decode(await File.ReadAllBytesAsync(sheet), PictureLimits.Default);
        Assert.True(drawn.Width > 4 * 128 && drawn.Height > 3 * 80, $"{drawn.Width}x{drawn.Height}");
        foreach (string generator in (string[])["unet", "vae"])
            Assert.Equal(20, Directory.GetFiles(Path.Combine(output, generator), "*.png").Length);
        Assert.Empty(Directory.GetFiles(_folder, "*.partial", SearchOption.AllDirectories));

        using JsonDocument json = JsonDocument.Parse(await File.ReadAllBytesAsync(summary));
        Assert.Equal(20, json.RootElement.GetProperty("samples").GetInt32());
        Assert.True(json.RootElement.GetProperty("seconds").GetDouble() > 0);
        foreach (string generator in (string[])["unet", "vae", "partial"])
        {
            JsonElement figures = json.RootElement.GetProperty("generators").GetProperty(generator);
            foreach (string figure in (string[])["composite", "ssim", "mae", "rmse", "hole_mae"])
                Assert.InRange(figures.GetProperty(figure).GetDouble(), -1, 1);
        }
        string text = _out.ToString();
        foreach (string expected in (string[])["bikes/test/0", "means of 20", "composite", sheet])
            Assert.Contains(expected, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_are_completed_around_their_known_pixels()
    {
        (string pictures, string masks, string output) = (At("pictures"), At("masks"), At("out"));
        var bikes = await WriteBikesAsync(pictures, masks, 3);
        Assert.Equal(0, await RunAsync("complete", pictures, "--mask", masks, "--target", pictures, "--generator", "vae", "--out", output));
        foreach ((string name, Bike bike) in bikes)
        {
            RgbImage completed = PictureCodec.Decode(await File.ReadAllBytesAsync(Path.Combine(output, name)), PictureLimits.Default);
            Assert.Equal(MaskedPictures.CutHole(bike.Whole, bike.Mask).Pixels, MaskedPictures.CutHole(completed, bike.Mask).Pixels);
        }
        Assert.Contains("means of 3", _out.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Single_picture_is_completed_into_the_named_file()
    {
        string pictures = At("pictures");
        await WriteBikesAsync(pictures, At("masks"), 1);
        Assert.Equal(0, await RunAsync(
            "complete", Path.Combine(pictures, "bike-0.png"), "--rectangle", "10,10,60,40", "--rectangle", "70,20,90,60",
            "--generator", "unet", "--parameters", "Stack=600", "--seed", "9", "--out", At("one.png")));
        Assert.Equal(128, PictureCodec.ReadHeader(await File.ReadAllBytesAsync(At("one.png")), PictureLimits.Default).Width);
    }

    [Fact]
    public async Task Table_of_masks_makes_whole_pictures_their_own_targets()
    {
        string pictures = At("pictures");
        await WriteBikesAsync(pictures, At("masks"), 3);
        await File.WriteAllTextAsync(At("masks.csv"), "image,left,top,right,bottom\nbike-0.png,0,0,37,37\nbike-0.png,60,30,97,67\nbike-2.png,5,5,70,70\n");
        Assert.Equal(0, await RunAsync("complete", pictures, "--masks", At("masks.csv"), "--generator", "unet", "--summary", At("summary.json")));
        using JsonDocument json = JsonDocument.Parse(await File.ReadAllBytesAsync(At("summary.json")));
        Assert.Equal(2, json.RootElement.GetProperty("samples").GetInt32());
        Assert.True(json.RootElement.GetProperty("generators").TryGetProperty("partial", out _));
    }

    [Fact]
    public async Task Equal_pictures_score_one()
    {
        string pictures = At("pictures");
        await WriteBikesAsync(pictures, At("masks"), 2);
        Assert.Equal(0, await RunAsync("score", pictures, pictures, "--mask", At("masks"), "--summary", At("summary.json")));
        using JsonDocument json = JsonDocument.Parse(await File.ReadAllBytesAsync(At("summary.json")));
        JsonElement figures = json.RootElement.GetProperty("generators").GetProperty("completed");
        Assert.Equal(1, figures.GetProperty("composite").GetDouble(), precision: 12);
        Assert.Equal(0, figures.GetProperty("hole_mae").GetDouble());
    }

    [Fact]
    public async Task Training_is_started_watched_and_listed()
    {
        Assert.Equal(0, await RunAsync("train", "small-vae", "--model", "from-command", "--steps", "3", "--curves", At("curves.png")));
        Assert.Contains("is done: model from-command, 3 steps", _out.ToString(), StringComparison.Ordinal);
        Assert.True(File.Exists(At("curves.png")));
        Assert.Equal(0, await RunAsync("runs"));
        Assert.Contains("from-command", _out.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, await RunAsync("recipes"));
        Assert.Contains("small-unet", _out.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, await RunAsync("generators"));
        Assert.Contains("small-vae", _out.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3, "inpaint-generator", "complete", "--data-set", "bikes", "--count", "1", "--generator", "nobody")]
    [InlineData(2, "--data-set: 'nobody'", "complete", "--data-set", "nobody", "--generator", "unet")]
    [InlineData(2, "--model: the generator 'unet' has no model 'nobody'", "complete", "--data-set", "bikes", "--generator", "unet", "--model", "nobody")]
    [InlineData(3, "recipe", "train", "nobody")]
    [InlineData(3, "run_id", "watch", "nobody")]
    public async Task Refused_command_names_the_field(int code, string expected, params string[] args)
    {
        Assert.Equal(code, await RunAsync(args));
        string line = Assert.Single(_error.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(expected, line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelled_command_ends_with_code_130()
    {
        using var cancellation = new CancellationTokenSource();
        Task<int> command = RunAsync(cancellation.Token, "train", "small-unet", "--model", "cancelled", "--steps", "1000000");
        while (!_out.ToString().Contains("Run ", StringComparison.Ordinal))
            await Task.Delay(20).WaitAsync(SuiteFixture.Limit);
        await cancellation.CancelAsync();
        Assert.Equal(130, await command.WaitAsync(SuiteFixture.Limit));
        Assert.Contains("go on with: inpaint train --resume", _error.ToString(), StringComparison.Ordinal);
    }

    [ClothingFact]
    public async Task Photographs_are_completed_at_the_squares_that_come_with_them_by_a_model_trained_on_photographs()
    {
        Assert.Equal(0, await RunAsync("train", "small-clothing"));
        await _suite.UntilServedAsync("unet", "small-clothing");
        string test = Path.Combine(SharedData.Clothing!, "test");
        Assert.Equal(0, await RunAsync(
            "complete", test, "--masks", Path.Combine(test, "masks_squares.csv"), "--count", "12", "--generator", "unet",
            "--model", "small-clothing", "--sheet", At("sheet.png"), "--summary", At("summary.json")));
        using JsonDocument json = JsonDocument.Parse(await File.ReadAllBytesAsync(At("summary.json")));
        Assert.Equal(12, json.RootElement.GetProperty("samples").GetInt32());
        Assert.Equal(["partial", "unet"], json.RootElement.GetProperty("generators").EnumerateObject().Select(generator => generator.Name).Order());
        Assert.True(File.Exists(At("sheet.png")));
    }

    [Fact]
    public async Task Picture_of_a_size_the_model_does_not_take_is_refused_and_not_bent_to_fit()
    {
        await File.WriteAllBytesAsync(At("square.png"), PictureCodec.EncodePng(new RgbImage(64, 64)));
        Assert.Equal(3, await RunAsync("complete", At("square.png"), "--rectangle", "0,0,9,9", "--generator", "unet", "--model", "small-unet", "--out", At("out.png")));
        Assert.Contains("partial: 64x64", _error.ToString(), StringComparison.Ordinal);
        Assert.False(File.Exists(At("out.png")));
    }

    private string At(string name) => Path.Combine(_folder, name);

    private async Task<List<(string Name, Bike Bike)>> WriteBikesAsync(string pictures, string masks, int count)
    {
        Directory.CreateDirectory(pictures);
        Directory.CreateDirectory(masks);
        var batch = await _suite.PullBikesAsync(count);
        var bikes = new List<(string, Bike)>();
        for (int i = 0; i < count; i++)
        {
            Bike bike = Bike.From(batch, i);
            await File.WriteAllBytesAsync(Path.Combine(pictures, $"bike-{i}.png"), PictureCodec.EncodePng(bike.Whole));
            await File.WriteAllBytesAsync(Path.Combine(masks, $"bike-{i}.png"), PictureCodec.EncodePng(bike.Mask));
            bikes.Add(($"bike-{i}.png", bike));
        }
        return bikes;
    }

    private Task<int> RunAsync(params string[] args) => RunAsync(CancellationToken.None, args);

    private Task<int> RunAsync(CancellationToken cancellationToken, params string[] args)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(TextWriter.Synchronized(_out)),
        });
        console.Profile.Width = 400;
        return CommandLine.RunAsync([.. args, "--address", _suite.Address], new CommandEnvironment(console, _error), cancellationToken)
            .WaitAsync(SuiteFixture.Limit, CancellationToken.None);
    }
}
