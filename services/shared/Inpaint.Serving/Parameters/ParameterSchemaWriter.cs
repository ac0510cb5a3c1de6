using Inpaint.V1;
using Definition = Inpaint.Models.Parametric.ParameterDefinition;
using Kind = Inpaint.Models.Parametric.ParameterKind;
using Schema = Inpaint.Models.Parametric.ParameterSchema;

namespace Inpaint.Serving;

/// <summary>Writes a parameter schema in the terms of the contract.</summary>
public static class ParameterSchemaWriter
{
    /// <summary>The schema as a message, the parameters in its order.</summary>
    public static ParameterSchema Write(Schema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        var message = new ParameterSchema { Name = schema.Name };
        message.Parameters.AddRange(schema.Parameters.Select(Write));
        return message;
    }

    private static ParameterDefinition Write(Definition definition) => new()
    {
        Name = definition.Name,
        Kind = definition.Kind switch
        {
            Kind.Real => ParameterKind.Real,
            Kind.Flag => ParameterKind.Flag,
            Kind.OneHot => ParameterKind.OneHot,
            _ => throw new ArgumentOutOfRangeException(nameof(definition), definition.Kind, "not a kind of the contract"),
        },
        Unit = definition.Unit,
        Minimum = definition.Minimum,
        Maximum = definition.Maximum,
        Group = definition.Group,
    };
}
