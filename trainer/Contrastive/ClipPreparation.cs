using Inpaint.Models;
using Inpaint.Models.Clip;
using Inpaint.Models.Text;
using Inpaint.Trainer.Batches;
using Inpaint.Trainer.RecipeFiles;

namespace Inpaint.Trainer.Contrastive;

/// <summary>Finds what a CLIP's training begins with: a stored model to fine-tune, or a vocabulary and a shape.</summary>
public sealed class ClipPreparation(TrainerOptions options)
{
    /// <summary>Prepares a recipe.</summary>
    /// <exception cref="TrainingException">The model to begin with, or the vocabulary, is missing or damaged.</exception>
    /// <exception cref="RecipeException">The recipe's network is none.</exception>
    public ClipStart Prepare(string recipeName, TrainingRecipe recipe, TrainingData data)
    {
        try
        {
            return recipe.Initial is { } initial ? Stored(initial) : Fresh(ClipNetworkRecipe.Read(recipeName, recipe), data);
        }
        catch (Exception exception) when (exception is ModelException or VocabularyException)
        {
            throw new TrainingException(exception.Message, exception);
        }
    }

    private ClipStart Stored(string name)
    {
        var folder = ClipModelFolder.Find(new ModelStore(options.ModelsRoot), name);
        return new ClipStart(folder.Settings, folder.Path, ClipModelTokenizer.Open(folder), folder);
    }

    private ClipStart Fresh(ClipNetworkRecipe network, TrainingData data)
    {
        var folder = Path.Combine(options.VocabulariesRoot, network.Vocabulary);
        var vocabulary = VocabularyFiles.ReadFolder(folder);
        var settings = network.Settings(data, vocabulary);
        var tokenizer = new ClipTokenizer(
            vocabulary, new ClipTokenizerOptions { ContextLength = settings.Model.TextConfig.MaxPositionEmbeddings, Cleaning = settings.Texts.Cleaning });
        return new ClipStart(settings, folder, tokenizer, Initial: null);
    }
}
