using Inpaint.Cli.Inputs;
using Inpaint.Client;
using Inpaint.V1;

namespace Inpaint.Cli.Completing;

/// <summary>A generator that is to complete the pictures, as it described itself.</summary>
/// <param name="Name">Its family, under which figures and files are filed.</param>
/// <param name="Settings">How to reach it.</param>
/// <param name="Model">The model to ask for; empty: its default.</param>
/// <param name="TakesParameters">Whether that model is conditioned on parameters.</param>
/// <param name="TakesText">Whether that model is conditioned on a text.</param>
internal sealed record GeneratorChoice(string Name, CallSettings Settings, string Model, bool TakesParameters, bool TakesText)
{
    private const string ParametricEncoder = "parametric/";

    /// <summary>Asks a generator what it is.</summary>
    /// <param name="client">The suite.</param>
    /// <param name="generator">The generator; null: the arm that the key meets.</param>
    /// <param name="armKey">What the caller calls itself.</param>
    /// <param name="model">The model; empty: the default.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="InputException">The generator has no such model.</exception>
    public static async Task<GeneratorChoice> DescribeAsync(
        InpaintClient client, string? generator, string armKey, string model, CancellationToken cancellationToken)
    {
        var settings = new CallSettings { Generator = generator, ArmKey = armKey };
        DescribeGeneratorResponse description = await client.DescribeGeneratorAsync(settings, cancellationToken);
        GeneratorModel? found = description.Models.FirstOrDefault(candidate => model.Length > 0 ? candidate.Name == model : candidate.IsDefault);
        if (found is null)
            throw new InputException("--model", Missing(description, model));
        return new GeneratorChoice(
            description.Generator,
            settings,
            model,
            found.Encoder.StartsWith(ParametricEncoder, StringComparison.Ordinal),
            found.TextEncoder.Length > 0);
    }

    private static string Missing(DescribeGeneratorResponse description, string model)
    {
        string generator = $"the generator '{description.Generator}'";
        if (description.Models.Count == 0)
            return $"{generator} has no model yet; train one with 'inpaint train'.";
        string names = string.Join(", ", description.Models.Select(candidate => candidate.Name));
        return model.Length > 0
            ? $"{generator} has no model '{model}'; there are: {names}."
            : $"{generator} has no default model; there are: {names}.";
    }
}
