namespace Inpaint.Trainer.RecipeFiles;

/// <summary>A recipe that cannot be followed.</summary>
/// <param name="recipe">Its name.</param>
/// <param name="message">What is wrong, naming the entry.</param>
/// <param name="innerException">What it came from.</param>
public sealed class RecipeException(string recipe, string message, Exception? innerException = null)
    : Exception($"the recipe '{recipe}' cannot be followed: {message}", innerException);
