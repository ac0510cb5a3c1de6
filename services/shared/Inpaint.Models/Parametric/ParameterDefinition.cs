namespace Inpaint.Models.Parametric;

/// <summary>What kind of values a parameter takes.</summary>
public enum ParameterKind
{
    /// <summary>A real or whole number within its range.</summary>
    Real,

    /// <summary>0 or 1; values between are read as 1 from one half on.</summary>
    Flag,

    /// <summary>One member of a group, of which the one with the largest value is meant.</summary>
    OneHot,
}

/// <summary>What is known of one design parameter.</summary>
/// <param name="Name">Its name, unique in its schema.</param>
/// <param name="Kind">What kind of values it takes.</param>
/// <param name="Unit">"mm", "degree", "count", or empty for pure numbers.</param>
/// <param name="Minimum">Smallest value accepted.</param>
/// <param name="Maximum">Largest value accepted.</param>
/// <param name="Group">The group that a <see cref="ParameterKind.OneHot"/> parameter is a member of; empty for the others.</param>
/// <param name="Mean">Mean over the designs that models are trained on.</param>
/// <param name="StandardDeviation">Population standard deviation over the same designs, above 0; 1 for a constant.</param>
public sealed record ParameterDefinition(
    string Name,
    ParameterKind Kind,
    string Unit,
    double Minimum,
    double Maximum,
    string Group,
    double Mean,
    double StandardDeviation)
{
    /// <summary>Whether a known value is one that this parameter can have; NaN and infinity are not.</summary>
    /// <param name="value">The value, in <see cref="Unit"/>.</param>
    public bool Accepts(double value) => value >= Minimum && value <= Maximum;
}
