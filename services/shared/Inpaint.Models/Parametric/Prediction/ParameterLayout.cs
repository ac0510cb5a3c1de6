namespace Inpaint.Models.Parametric;

/// <summary>
/// Which of a network's outputs belongs to which parameter of a schema: a mean and a logarithm of a scale for every real one, a logit
/// for every other. Flags and one-hot groups are choices: of a flag between 1 and 0, of a group among its members. Immutable.
/// </summary>
public sealed class ParameterLayout
{
    /// <summary>Lays the outputs out for a schema.</summary>
    public ParameterLayout(ParameterSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        Schema = schema;
        Reals = [.. Enumerable.Range(0, schema.Count).Where(i => schema.Parameters[i].Kind == ParameterKind.Real)];
        Choices =
        [
            .. Enumerable.Range(0, schema.Count).Where(i => schema.Parameters[i].Kind == ParameterKind.Flag).Select(i => new[] { i }),
            .. schema.Groups.OrderBy(group => group.Value[0]).Select(group => group.Value.ToArray()),
        ];
        Logits = [.. Choices.SelectMany(members => members)];
    }

    /// <summary>The schema.</summary>
    public ParameterSchema Schema { get; }

    /// <summary>Indices of the real parameters in the schema: their means are the outputs from 0 on, their logarithms of scales the next ones.</summary>
    public IReadOnlyList<int> Reals { get; }

    /// <summary>The choices, each as the indices of its parameters in the schema: one for a flag, all members for a group.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Choices { get; }

    /// <summary>Indices of the parameters that have logits, choice by choice: their logits are the last outputs.</summary>
    public IReadOnlyList<int> Logits { get; }

    /// <summary>How many outputs there are.</summary>
    public int Outputs => 2 * Reals.Count + Logits.Count;
}
