using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Inpaint.Local;

/// <summary>The command line of the one-process suite.</summary>
public static class LocalCommand
{
    /// <summary>Starts the suite, says where it is in one line, and stops it on Ctrl-C or SIGTERM.</summary>
    /// <returns>0 after a clean stop, 1 where the suite could not start or the arguments are wrong.</returns>
    public static Task<int> RunAsync(string[] args)
    {
        var defaults = new LocalOptions();
        var port = new Option<int>("--port") { Description = "The gateway's port on 127.0.0.1; 0: any free one.", DefaultValueFactory = _ => defaults.Port };
        var models = new Option<string>("--models") { Description = "Folder of the trained models.", DefaultValueFactory = _ => defaults.Models };
        var runs = new Option<string>("--runs") { Description = "Folder of the training runs.", DefaultValueFactory = _ => defaults.Runs };
        var recipes = new Option<string>("--recipes") { Description = "Folder of the training recipes.", DefaultValueFactory = _ => defaults.Recipes };
        var data = new Option<string[]>("--data") { Description = "A further data set; may be repeated.", HelpName = "name=folder" };
        var arm = new Option<string[]>("--arm") { Description = "Weight of a generator in the split; may be repeated. Default: unet=0.9 vae=0.1.", HelpName = "generator=weight" };
        var set = new Option<string[]>("--set") { Description = "A further setting of all services; may be repeated.", HelpName = "key=value" };
        port.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 0 or > 65535)
                result.AddError("--port: must be 0 to 65535.");
        });
        foreach (Option<string[]> pairs in (Option<string[]>[])[data, arm, set])
            RequirePairs(pairs);
        RequireNumbers(arm);
        var root = new RootCommand("Runs the whole suite in one process.") { port, models, runs, recipes, data, arm, set };
        root.SetAction(parsed =>
        {
            var weights = Pairs(parsed.GetValue(arm)).ToDictionary(pair => pair.Name, pair => double.Parse(pair.Value, CultureInfo.InvariantCulture));
            return RunAsync(new LocalOptions
            {
                Port = parsed.GetValue(port),
                Models = parsed.GetRequiredValue(models),
                Runs = parsed.GetRequiredValue(runs),
                Recipes = parsed.GetRequiredValue(recipes),
                DataSets = Pairs(parsed.GetValue(data)).ToDictionary(pair => pair.Name, pair => pair.Value),
                Arms = weights.Count > 0 ? weights : defaults.Arms,
                Settings = [.. Pairs(parsed.GetValue(set)).Select(pair => $"--{pair.Name}={pair.Value}")],
            });
        });
        // Ctrl-C is ours: the suite drains for as long as its services allow, not for the parser's two seconds.
        return root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
    }

    private static async Task<int> RunAsync(LocalOptions options)
    {
        var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        await using LocalSuite suite = await LocalSuite.StartAsync(options);
        Console.WriteLine($"Ready at {suite.Address.GetLeftPart(UriPartial.Authority)} ({string.Join(", ", suite.Services)})");
        await stop.Task;
        return 0;

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.TrySetResult();
        }
    }

    private static void RequirePairs(Option<string[]> option) => option.Validators.Add(result =>
    {
        foreach (string text in result.GetValueOrDefault<string[]>() ?? [])
        {
            if (text.IndexOf('=') < 1)
                result.AddError($"{option.Name}: '{text}' is not {option.HelpName}.");
        }
        if (option.Name != "--set" && Pairs(result.GetValueOrDefault<string[]>()).GroupBy(pair => pair.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            result.AddError($"{option.Name}: '{twice.Key}' is given twice.");
    });

    private static void RequireNumbers(Option<string[]> option) => option.Validators.Add(result =>
    {
        foreach (string text in result.GetValueOrDefault<string[]>() ?? [])
        {
            if (!double.TryParse(text[(text.IndexOf('=') + 1)..], NumberStyles.Float, CultureInfo.InvariantCulture, out _))
                result.AddError($"{option.Name}: the weight of '{text}' is not a number.");
        }
    });

    private static IEnumerable<(string Name, string Value)> Pairs(string[]? texts) =>
        (texts ?? []).Select(text => (text[..text.IndexOf('=')], text[(text.IndexOf('=') + 1)..]));
}
