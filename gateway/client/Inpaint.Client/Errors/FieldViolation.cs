namespace Inpaint.Client;

/// <summary>One field of a request that was refused.</summary>
/// <param name="Field">The field's path, for example "mask.rectangles[0].right".</param>
/// <param name="Description">What is wrong with it.</param>
public sealed record FieldViolation(string Field, string Description);
