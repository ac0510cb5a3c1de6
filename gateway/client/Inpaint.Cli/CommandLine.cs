using System.CommandLine;
using System.CommandLine.Invocation;
using Grpc.Core;
using Inpaint.Cli.Commands;
using Inpaint.Cli.Inputs;
using Inpaint.Client;
using Inpaint.Imaging;
using Inpaint.Models;
using Inpaint.Models.Weights;

namespace Inpaint.Cli;

/// <summary>The <c>inpaint</c> command.</summary>
public static class CommandLine
{
    private const string Description = """
        Completes, scores, encodes and trains through the suite's gateway.

        Exit codes: 0 done; 1 some pictures or the training run failed; 2 wrong arguments or files; 3 refused by the service;
        4 the service is unavailable; 130 interrupted.
        """;

    /// <summary>Runs one command.</summary>
    /// <param name="args">What stands on the command line after the program's name.</param>
    /// <param name="environment">Where to write.</param>
    /// <param name="cancellationToken">Cancels the command, as Ctrl-C does.</param>
    /// <returns>The exit code, as the help of the root command lists them.</returns>
    public static async Task<int> RunAsync(string[] args, CommandEnvironment environment, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(environment);
        ParseResult parsed = Root(environment).Parse(args);
        if (parsed.Action is ParseErrorAction)
        {
            foreach (var error in parsed.Errors)
                await environment.Error.WriteLineAsync("error: " + error.Message);
            return ExitCodes.Usage;
        }
        var invocation = new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            Output = environment.Console.Profile.Out.Writer,
            Error = environment.Error,
        };
        try
        {
            return await parsed.InvokeAsync(invocation, cancellationToken);
        }
        catch (Exception exception) when (ExitCode(exception) is { } code)
        {
            await environment.Error.WriteLineAsync("error: " + OneLine(exception));
            return code;
        }
    }

    private static RootCommand Root(CommandEnvironment environment)
    {
        var address = new AddressOption();
        return new RootCommand(Description)
        {
            address,
            CompleteCommand.Create(environment, address),
            ScoreCommand.Create(environment, address),
            ParametersCommand.Create(environment, address),
            EncodeCommand.Create(environment, address),
            TrainCommand.Create(environment, address),
            WatchCommand.Create(environment, address),
            CancelCommand.Create(environment, address),
            RunsCommand.Create(environment, address),
            RecipesCommand.Create(environment, address),
            GeneratorsCommand.Create(environment, address),
            ModelsCommand.Create(environment),
        };
    }

    /// <summary>Null for an error that nobody foresaw, which is to be seen whole.</summary>
    private static int? ExitCode(Exception exception) => exception switch
    {
        InputException or PictureException or InvalidPictureArgumentException => ExitCodes.Usage,
        ModelException or WeightsFileException => ExitCodes.Usage,
        IOException or UnauthorizedAccessException => ExitCodes.Usage,
        InpaintException { Code: StatusCode.Unavailable or StatusCode.DeadlineExceeded } => ExitCodes.Unavailable,
        InpaintException { Code: StatusCode.Cancelled } or OperationCanceledException => ExitCodes.Cancelled,
        InpaintException => ExitCodes.Refused,
        _ => null,
    };

    private static string OneLine(Exception exception) => exception switch
    {
        InpaintException error => error.Summary.ReplaceLineEndings(" "),
        OperationCanceledException => "interrupted",
        _ => exception.Message.ReplaceLineEndings(" "),
    };
}
