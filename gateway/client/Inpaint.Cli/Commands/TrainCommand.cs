using System.CommandLine;
using Inpaint.Cli.Inputs;
using Inpaint.Cli.Training;
using Inpaint.Client;
using Inpaint.V1;
using Spectre.Console;

namespace Inpaint.Cli.Commands;

/// <summary><c>inpaint train</c>: starts a training run, or goes on with one, and watches it.</summary>
internal static class TrainCommand
{
    public static Command Create(CommandEnvironment environment, AddressOption address)
    {
        var recipe = new Argument<string?>("recipe") { Description = "The recipe's name; see 'inpaint recipes'.", Arity = ArgumentArity.ZeroOrOne };
        var model = new Option<string?>("--model") { Description = "Name of the trained model. Default: the recipe's own.", HelpName = "NAME" };
        var steps = new Option<long?>("--steps") { Description = "Optimiser steps in place of the recipe's.", HelpName = "N" };
        var seed = new Option<long?>("--seed") { Description = "Seed in place of the recipe's.", HelpName = "N" };
        var resume = new Option<string?>("--resume") { Description = "Go on with this run from its last checkpoint.", HelpName = "RUN" };
        var detach = new Option<bool>("--detach") { Description = "Start the run and leave it to itself. Otherwise Ctrl-C cancels it." };
        var curves = new Option<string?>("--curves") { Description = "Write the curves of loss and scores to this PNG at the end.", HelpName = "FILE" };
        var command = new Command("train", "Trains a network from a recipe.") { recipe, model, steps, seed, resume, detach, curves };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var request = new StartRunRequest
            {
                Recipe = parsed.GetValue(recipe) ?? "",
                Model = parsed.GetValue(model) ?? "",
                ResumeRunId = parsed.GetValue(resume) ?? "",
            };
            if ((request.Recipe.Length == 0) == (request.ResumeRunId.Length == 0))
                throw new InputException("recipe", "give either a recipe or --resume.");
            if (parsed.GetValue(steps) is { } stepCount)
                request.Steps = stepCount;
            if (parsed.GetValue(seed) is { } number)
                request.Seed = number;
            using InpaintClient client = address.Open(parsed);
            Run run = await client.StartRunAsync(request, cancellationToken: cancellationToken);
            environment.Console.WriteLine($"Run {run.RunId}: {run.Recipe} -> model {run.Model}, {run.Steps} steps");
            if (parsed.GetValue(detach))
                return ExitCodes.Success;
            var watcher = new RunWatcher(environment.Console, client);
            Run ended;
            try
            {
                ended = await watcher.WatchAsync(run, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                await CancelAsync(environment, client, run.RunId);
                throw;
            }
            if (parsed.GetValue(curves) is { } file)
                await watcher.WriteCurvesAsync(ended.RunId, file, cancellationToken);
            return await RunReport.EndAsync(environment, ended);
        });
        return command;
    }

    private static async Task CancelAsync(CommandEnvironment environment, InpaintClient client, string runId)
    {
        // The command is being interrupted: it stays for this one word and no longer.
        var settings = new CallSettings { Deadline = TimeSpan.FromSeconds(1.5) };
        await client.CancelRunAsync(runId, settings, CancellationToken.None);
        await environment.Error.WriteLineAsync($"Run {runId} is cancelled; go on with: inpaint train --resume {runId}");
    }
}
