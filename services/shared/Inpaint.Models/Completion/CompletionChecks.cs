namespace Inpaint.Models;

/// <summary>Whether inputs fit a model, checked before anything is computed.</summary>
internal static class CompletionChecks
{
    public static void ThrowUnlessFit(CompletionModelInfo model, IReadOnlyList<CompletionInput> batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentOutOfRangeException.ThrowIfZero(batch.Count, nameof(batch));
        for (var index = 0; index < batch.Count; index++)
        {
            CheckPicture(model, batch[index], index);
            CheckMask(batch[index], index);
            CheckEmbedding(model, batch[index].Embedding, index);
            CheckText(model, batch[index].TextTokens, index);
        }
    }

    private static void CheckPicture(CompletionModelInfo model, CompletionInput input, int index)
    {
        var (width, height) = (input.Partial.Width, input.Partial.Height);
        if (width != model.Width || height != model.Height)
            throw new CompletionInputException(index, "partial", $"the picture is {width} x {height}; the model '{model.Name}' takes {model.Width} x {model.Height}");
    }

    private static void CheckMask(CompletionInput input, int index)
    {
        var mask = input.Mask;
        if (mask.Width != input.Partial.Width || mask.Height != input.Partial.Height)
            throw new CompletionInputException(index, "mask", $"the mask is {mask.Width} x {mask.Height}, the picture {input.Partial.Width} x {input.Partial.Height}");
        if (mask.HoleCount == 0)
            throw new CompletionInputException(index, "mask", "the mask has no hole");
        if (mask.HoleCount == mask.Hole.Length)
            throw new CompletionInputException(index, "mask", "the mask leaves no pixel known");
    }

    private static void CheckEmbedding(CompletionModelInfo model, float[]? embedding, int index)
    {
        if (embedding is null)
            return;
        if (embedding.Length != model.EmbeddingWidth)
            throw new CompletionInputException(index, "embedding", $"the embedding has {embedding.Length} values; the model '{model.Name}' takes {model.EmbeddingWidth}");
        CheckFinite(embedding, "embedding", index);
    }

    private static void CheckText(CompletionModelInfo model, float[]? tokens, int index)
    {
        if (tokens is null)
            return;
        if (model.Text is not { } text)
            throw new CompletionInputException(index, "text", $"the model '{model.Name}' takes no text");
        if (tokens.Length == 0 || tokens.Length % text.Width != 0 || tokens.Length / text.Width > text.MaxTokens)
            throw new CompletionInputException(index, "text", $"{tokens.Length} values are not 1 to {text.MaxTokens} tokens of {text.Width}, which the model '{model.Name}' takes");
        CheckFinite(tokens, "text", index);
    }

    private static void CheckFinite(float[] values, string field, int index)
    {
        foreach (var value in values)
        {
            if (!float.IsFinite(value))
                throw new CompletionInputException(index, field, "a value is not finite");
        }
    }
}
