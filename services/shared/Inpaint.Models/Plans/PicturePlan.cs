using System.Buffers;
using Inpaint.Imaging;
using Inpaint.Inference;

namespace Inpaint.Models.Plans;

/// <summary>
/// A plan from pictures to pictures: picture [3, height, width] in 0..1, hole [1, height, width], then what the model takes of an embedding
/// and of a text's tokens and their number in, picture out. Values are computed in pooled arrays.
/// </summary>
internal sealed class PicturePlan(InferencePlan plan, CompletionModelInfo model) : IDisposable
{
    /// <summary>Pictures that are computed side by side.</summary>
    public int Together => plan.Threads;

    /// <summary>Predicts whole pictures of inputs that have been checked.</summary>
    /// <param name="inputs">The inputs.</param>
    /// <param name="predicted">Room for as many pictures.</param>
    public void Predict(ReadOnlySpan<CompletionInput> inputs, Span<RgbImage> predicted)
    {
        var arrays = new float[plan.Inputs.Count][];
        for (var i = 0; i < arrays.Length; i++)
            arrays[i] = ArrayPool<float>.Shared.Rent((int)(inputs.Length * plan.Inputs[i].Count));
        var made = ArrayPool<float>.Shared.Rent((int)(inputs.Length * plan.Outputs[0].Count));
        for (var i = 0; i < inputs.Length; i++)
            Fill(inputs[i], i, arrays);
        plan.Run(inputs.Length, arrays, [made]);
        var (count, height, width) = ((int)plan.Outputs[0].Count, plan.Outputs[0].Height, plan.Outputs[0].Width);
        for (var i = 0; i < inputs.Length; i++)
            predicted[i] = PicturePlanes.ToPicture(made.AsSpan(i * count, count), width, height);
        // Not after a failure: what a run may still write to is not handed to others.
        ArrayPool<float>.Shared.Return(made);
        foreach (var array in arrays)
            ArrayPool<float>.Shared.Return(array);
    }

    public void Dispose() => plan.Dispose();

    private void Fill(CompletionInput input, int index, float[][] arrays)
    {
        Span<float> Sample(int of)
        {
            var count = (int)plan.Inputs[of].Count;
            return arrays[of].AsSpan(index * count, count);
        }

        PicturePlanes.FromPicture(input.Partial, Sample(0));
        PicturePlanes.FromMask(input.Mask, Sample(1));
        var next = 2;
        if (model.EmbeddingWidth > 0)
            FillEmbedding(input.Embedding, Sample(next++));
        if (model.Text is not { } text)
            return;
        // What lies beyond a text's own tokens is not read.
        input.TextTokens.CopyTo(Sample(next));
        Sample(next + 1)[0] = (input.TextTokens?.Length ?? 0) / text.Width;
    }

    private static void FillEmbedding(float[]? embedding, Span<float> values)
    {
        if (embedding is null)
            values.Clear();
        else
            embedding.CopyTo(values);
    }
}
