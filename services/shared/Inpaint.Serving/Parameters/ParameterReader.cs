using Grpc.Core;
using Inpaint.V1;
using ParameterKind = Inpaint.Models.Parametric.ParameterKind;
using ParameterSchema = Inpaint.Models.Parametric.ParameterSchema;

namespace Inpaint.Serving;

/// <summary>Reads half-filled designs. Whatever is wrong is refused with INVALID_ARGUMENT naming the field.</summary>
/// <param name="schema">The parameters that there are, with their ranges.</param>
public sealed class ParameterReader(ParameterSchema schema)
{
    private readonly (string Group, int[] Members)[] _groups = [.. schema.Groups.Select(group => (group.Key, group.Value.ToArray()))];

    /// <summary>Reads a design into an array in the schema's order.</summary>
    /// <param name="design">The message; null means that nothing is known.</param>
    /// <param name="field">The field that holds it, for example <c>parameters</c>.</param>
    /// <returns>One value a parameter in the schema's unit; NaN where unknown.</returns>
    /// <exception cref="RpcException">INVALID_ARGUMENT: an unknown name, a name given twice, a value that is not finite or out of its range.</exception>
    public double[] Read(DesignParameters? design, FieldPath field)
    {
        double[] values = new double[schema.Parameters.Count];
        Array.Fill(values, double.NaN);
        if (design is null)
            return values;
        bool[] seen = new bool[values.Length];
        for (int i = 0; i < design.Parameters.Count; i++)
        {
            DesignParameter parameter = design.Parameters[i];
            int index = schema.IndexOf(parameter.Name);
            if (index < 0)
                throw FieldError.Invalid($"{field}.parameters[{i}].name", $"\"{Shortened(parameter.Name)}\" is not a parameter of the schema {schema.Name}");
            if (seen[index])
                throw FieldError.Invalid($"{field}.parameters[{i}].name", $"\"{parameter.Name}\" is given twice");
            seen[index] = true;
            if (parameter.HasValue)
                values[index] = Checked(parameter.Value, index, field, i);
        }
        RequireOneOfEachGroup(values, field);
        return values;
    }

    private double Checked(double value, int index, FieldPath field, int place)
    {
        Models.Parametric.ParameterDefinition definition = schema.Parameters[index];
        if (!double.IsFinite(value))
            throw Invalid($"\"{definition.Name}\" is not a finite number; leave the value out to say that it is unknown");
        if (!definition.Accepts(value))
            throw Invalid($"\"{definition.Name}\" is {value:R}, but {definition.Minimum:R} to {definition.Maximum:R} is accepted");
        if (definition.Kind != ParameterKind.Real && value is not (0 or 1))
            throw Invalid($"\"{definition.Name}\" is {value:R}, but 0 or 1 is accepted");
        return value;

        RpcException Invalid(string description) => FieldError.Invalid($"{field}.parameters[{place}].value", description);
    }

    // Of a group exactly one member is 1. Members may be unknown, so only what can no longer become right is refused.
    private void RequireOneOfEachGroup(double[] values, FieldPath field)
    {
        foreach ((string group, int[] members) in _groups)
        {
            int ones = 0, zeros = 0;
            foreach (int member in members)
            {
                ones += values[member] == 1 ? 1 : 0;
                zeros += values[member] == 0 ? 1 : 0;
            }
            if (ones > 1)
                throw FieldError.Invalid($"{field}", $"{ones} members of \"{group}\" are 1, but exactly one can be");
            if (zeros == members.Length)
                throw FieldError.Invalid($"{field}", $"all members of \"{group}\" are 0, but exactly one must be 1");
        }
    }

    // A hostile name must not fill the log or the trailer.
    private static string Shortened(string name) => name.Length <= 64 ? name : name[..64] + "...";
}
