using Inpaint.Models.Parametric;

namespace Inpaint.Parametric;

/// <summary>What the service of parameters can be told, under the configuration key <c>Parameters</c>.</summary>
public sealed record ParametricOptions
{
    /// <summary>The configuration section that is read.</summary>
    public const string Section = "Parameters";

    /// <summary>A schema file in place of the bicycles'; its form is that of <c>bikes.schema.json</c>.</summary>
    public string? Schema { get; init; }

    /// <summary>Name of the model that fills designs. Default: the default of its family that is of this schema; where there is none, designs are not filled.</summary>
    public string? Model { get; init; }

    /// <summary>Reads the options.</summary>
    public static ParametricOptions Read(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return configuration.GetSection(Section).Get<ParametricOptions>() ?? new ParametricOptions();
    }

    /// <summary>The schema that the options name.</summary>
    /// <exception cref="InvalidOperationException">Its file cannot be read, or is no schema; the message names the key and what is wrong.</exception>
    public ParameterSchema LoadSchema()
    {
        if (Schema is not { Length: > 0 } path)
            return ParameterSchema.Bikes;
        try
        {
            return ParameterSchema.Load(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidParameterException)
        {
            throw new InvalidOperationException($"{Section}:{nameof(Schema)}: '{path}' cannot be used: {exception.Message}", exception);
        }
    }
}
