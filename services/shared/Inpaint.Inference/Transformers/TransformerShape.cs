namespace Inpaint.Inference;

/// <summary>The sizes that all blocks of a transformer share.</summary>
/// <param name="Width">Values of a position.</param>
/// <param name="Heads">Heads of the attention; they divide the width.</param>
/// <param name="Hidden">Values between the two linear layers.</param>
/// <param name="Activation">What is between the two linear layers; one without a parameter.</param>
/// <param name="Epsilon">Added to the variance by both norms.</param>
public sealed record TransformerShape(int Width, int Heads, int Hidden, PlanActivation Activation, float Epsilon);
