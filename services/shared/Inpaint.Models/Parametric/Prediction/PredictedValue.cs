namespace Inpaint.Models.Parametric;

/// <summary>A parameter of a completed design.</summary>
/// <param name="Stated">Whether the design stated it: then value and both ends are what it stated.</param>
/// <param name="Value">Its value in the schema's unit: whole for counts, 0 or 1 for flags and members of groups.</param>
/// <param name="Lower">Lower end of its interval, at most the value.</param>
/// <param name="Upper">Upper end of its interval, at least the value.</param>
/// <param name="Probability">Of a flag or a member of a group the probability of 1; 0 for real parameters.</param>
public readonly record struct PredictedValue(bool Stated, double Value, double Lower, double Upper, double Probability);
