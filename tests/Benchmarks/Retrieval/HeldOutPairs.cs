using Inpaint.Imaging;
using Inpaint.Models.Clip;
using Inpaint.V1;

namespace Inpaint.Benchmarks.Retrieval;

/// <summary>Some pictures of a data set's test part with their descriptions.</summary>
internal sealed record HeldOutPairs(IReadOnlyList<RgbImage> Pictures, IReadOnlyList<string> Descriptions)
{
    /// <summary>Draws pairs.</summary>
    /// <param name="augmentation">Serves the data set.</param>
    /// <param name="dataSet">Its name.</param>
    /// <param name="count">How many.</param>
    /// <param name="seed">Decides which.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static HeldOutPairs Draw(AugmentationService.AugmentationServiceClient augmentation, string dataSet, int count, long seed, CancellationToken cancellationToken)
    {
        using var call = augmentation.PullBatches(deadline: DateTime.UtcNow.AddMinutes(2), cancellationToken: cancellationToken);
        var open = new BatchSpecification { DataSet = dataSet, Split = Split.Test, BatchSize = count, BatchCount = 1, Seed = seed };
        call.RequestStream.WriteAsync(new PullBatchesRequest { Open = open }, cancellationToken).GetAwaiter().GetResult();
        call.RequestStream.WriteAsync(new PullBatchesRequest { Demand = 1 }, cancellationToken).GetAwaiter().GetResult();
        if (!call.ResponseStream.MoveNext(cancellationToken).GetAwaiter().GetResult())
            throw new InvalidOperationException($"The data set '{dataSet}' served no batch.");
        var batch = call.ResponseStream.Current;
        return new HeldOutPairs([.. Enumerable.Range(0, count).Select(index => Picture(batch.Pictures, index))], [.. batch.Descriptions]);
    }

    /// <summary>How the pairs find each other by a model's embeddings.</summary>
    public EmbeddingRetrieval Compare(ClipEncoder encoder)
    {
        var pictures = encoder.EncodePictures(Pictures).SelectMany(embedding => embedding).ToArray();
        var texts = encoder.EncodeTexts([.. Descriptions.Select(encoder.Tokenizer.Tokenize)]).SelectMany(embedding => embedding).ToArray();
        return new EmbeddingRetrieval(pictures, texts, encoder.Width, [.. Enumerable.Range(0, Descriptions.Count)]);
    }

    private static RgbImage Picture(NumericArray pictures, int index)
    {
        var (height, width) = ((int)pictures.Shape[2], (int)pictures.Shape[3]);
        var plane = height * width;
        var levels = pictures.Data.Span.Slice(3 * plane * index, 3 * plane);
        var pixels = new byte[3 * plane];
        for (var i = 0; i < pixels.Length; i++)
            pixels[i] = levels[(i % 3 * plane) + (i / 3)];
        return new RgbImage(width, height, pixels);
    }
}
