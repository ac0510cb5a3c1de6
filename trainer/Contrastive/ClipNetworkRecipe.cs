using System.Text.Json;
using Inpaint.Imaging.Resizing;
using Inpaint.Models;
using Inpaint.Models.Clip;
using Inpaint.Models.Text;
using Inpaint.Trainer.Batches;
using Inpaint.Trainer.RecipeFiles;

namespace Inpaint.Trainer.Contrastive;

/// <summary>What a recipe says of a CLIP that is trained from its beginnings: the entries of its shape, of pictures, and of the vocabulary.</summary>
internal sealed record ClipNetworkRecipe
{
    /// <summary>The text tower, without the size of the vocabulary.</summary>
    public ClipTextConfiguration TextConfig { get; init; } = new();

    /// <summary>The image tower, without the size of the pictures.</summary>
    public ClipVisionConfiguration VisionConfig { get; init; } = new();

    /// <summary>Values of an embedding.</summary>
    public int ProjectionDim { get; init; } = 512;

    /// <summary>What the logarithm of the factor on cosines begins with.</summary>
    public double LogitScaleInitValue { get; init; } = 2.6592;

    /// <summary>How pictures are made ready.</summary>
    public ClipPictureSettings Pictures { get; init; } = new();

    /// <summary>Name of the vocabulary's folder, as the command <c>vocabulary</c> makes it.</summary>
    public required string Vocabulary { get; init; }

    /// <summary>Reads a recipe's network.</summary>
    /// <exception cref="RecipeException">It is none.</exception>
    public static ClipNetworkRecipe Read(string name, TrainingRecipe recipe)
    {
        try
        {
            var network = recipe.Network.Deserialize<ClipNetworkRecipe>(RecipeReading.Options) ?? throw new RecipeException(name, "network is empty");
            if (!ModelNames.IsValid(network.Vocabulary))
                throw new RecipeException(name, "network.vocabulary is not a name of lower-case letters, digits and single dashes");
            return network;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new RecipeException(name, $"network: {exception.Message}", exception);
        }
    }

    /// <summary>The settings of the model to be trained.</summary>
    /// <param name="data">Gives the size of the pictures.</param>
    /// <param name="vocabulary">Gives the number of tokens and the end of a text.</param>
    public ClipSettings Settings(TrainingData data, BytePairVocabulary vocabulary) => new()
    {
        Model = new ClipConfiguration
        {
            TextConfig = TextConfig with
            {
                VocabSize = vocabulary.Size,
                BosTokenId = vocabulary.Ids[BytePairVocabulary.StartOfText],
                EosTokenId = vocabulary.Ids[BytePairVocabulary.EndOfText],
                PadTokenId = 0,
            },
            VisionConfig = VisionConfig with { ImageSize = data.Height, ImageWidth = data.Width == data.Height ? null : data.Width },
            ProjectionDim = ProjectionDim,
            LogitScaleInitValue = LogitScaleInitValue,
        },
        // The data set's pictures are of the tower's size: whole ones, stretched, are what it is trained on.
        Pictures = Pictures with { Crop = ClipCrop.None },
        Texts = new ClipTextSettings { Cleaning = TextCleaning.OpenAi, VocabularyFiles = [VocabularyFiles.TokensName, VocabularyFiles.MergesName] },
    };
}
