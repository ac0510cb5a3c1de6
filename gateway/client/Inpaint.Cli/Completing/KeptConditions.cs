namespace Inpaint.Cli.Completing;

/// <summary>Which of the conditions that a data set's samples state are sent with them.</summary>
/// <param name="Parameters">Their half-filled designs.</param>
/// <param name="Text">Their descriptions.</param>
internal sealed record KeptConditions(bool Parameters, bool Text);
