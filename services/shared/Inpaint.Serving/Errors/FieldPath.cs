namespace Inpaint.Serving;

/// <summary>
/// The path of a field in a request, for example <c>inputs[3].parameters</c>, as parts that become words only when a refusal
/// is written: a request has thousands of fields, and most are right.
/// </summary>
/// <param name="Name">The first part, for example <c>inputs</c>.</param>
/// <param name="Index">Which one of a repeated field; negative: it is not repeated.</param>
/// <param name="Rest">What follows, with its dot; empty: nothing.</param>
public readonly record struct FieldPath(string Name, int Index = -1, string Rest = "")
{
    /// <summary>A field that is not repeated.</summary>
    public static implicit operator FieldPath(string name) => new(name);


    /// <inheritdoc/>
    public override string ToString() => Index < 0 ? $"{Name}{Rest}" : $"{Name}[{Index}]{Rest}";
}
