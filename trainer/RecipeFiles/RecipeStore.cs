using System.Text.Json;
using Inpaint.Models;

namespace Inpaint.Trainer.RecipeFiles;

/// <summary>The recipes in a folder, <c>NAME.json</c> each. Files are read when asked for: a changed recipe needs no restart.</summary>
public sealed class RecipeStore(TrainerOptions options)
{
    private const string Extension = ".json";

    /// <summary>Names of all recipes, in ordinal order.</summary>
    public IReadOnlyList<string> Names() =>
        Directory.Exists(options.RecipesRoot)
            ? [.. Directory.GetFiles(options.RecipesRoot, "*" + Extension)
                .Select(path => Path.GetFileNameWithoutExtension(path))
                .Where(ModelNames.IsValid)
                .Order(StringComparer.Ordinal)]
            : [];

    /// <summary>Reads a recipe; null where there is none of that name.</summary>
    /// <exception cref="RecipeException">The file is no recipe, or an entry is out of its range.</exception>
    public TrainingRecipe? Find(string name)
    {
        if (!ModelNames.IsValid(name))
            return null;
        var path = Path.Combine(options.RecipesRoot, name + Extension);
        return File.Exists(path) ? Parse(name, File.ReadAllBytes(path)) : null;
    }

    /// <summary>Reads a recipe's text.</summary>
    /// <exception cref="RecipeException">It is no recipe, or an entry is out of its range.</exception>
    internal static TrainingRecipe Parse(string name, ReadOnlySpan<byte> json)
    {
        try
        {
            var recipe = JsonSerializer.Deserialize<TrainingRecipe>(json, RecipeReading.Options)
                ?? throw new RecipeException(name, "it is empty");
            return RecipeChecks.Checked(name, recipe);
        }
        catch (JsonException exception)
        {
            throw new RecipeException(name, exception.Message, exception);
        }
    }
}
