using Inpaint.Models.Text;

namespace Inpaint.Models.Clip;

/// <summary>The tokenizer that a CLIP model's folder describes.</summary>
public static class ClipModelTokenizer
{
    /// <summary>Opens it.</summary>
    /// <param name="folder">The model.</param>
    /// <exception cref="ModelException">Its vocabulary is missing or malformed.</exception>
    public static ITextTokenizer Open(ClipModelFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ClipSettings settings = folder.Settings;
        try
        {
            return new ClipTokenizer(Vocabulary(folder), new ClipTokenizerOptions
            {
                ContextLength = settings.Model.TextConfig.MaxPositionEmbeddings,
                Cleaning = settings.Texts.Cleaning,
            });
        }
        catch (Exception exception) when (exception is VocabularyException or ArgumentException or IOException)
        {
            throw new ModelException(ModelErrorKind.Corrupt, $"the model '{folder.Name}' has no sound vocabulary: {exception.Message}", exception);
        }
    }

    private static BytePairVocabulary Vocabulary(ClipModelFolder folder)
    {
        string[] files = [.. folder.Settings.Texts.VocabularyFiles.Select(file => Path.Combine(folder.Path, file))];
        return files switch
        {
            [var published] => VocabularyFiles.ReadPublished(published),
            [var tokens, var merges] => new BytePairVocabulary(VocabularyFiles.ReadTokens(tokens), VocabularyFiles.ReadMerges(merges)),
            _ => throw new VocabularyException($"{files.Length} files are named; OpenAI's one or {VocabularyFiles.TokensName} and {VocabularyFiles.MergesName} are read"),
        };
    }
}
