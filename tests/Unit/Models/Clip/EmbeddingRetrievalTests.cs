using Inpaint.Models.Clip;

namespace Inpaint.Tests.Unit.Models.Clip;

public sealed class EmbeddingRetrievalTests
{
    [Fact]
    public void Lengths_do_not_matter_and_mismatched_pairs_are_all_others()
    {
        var retrieval = new EmbeddingRetrieval([2, 0, 0, 5], [1, 0, 0, .1f], 2, [0, 1]);
        Assert.Equal([1f, 0, 0, 1], retrieval.Cosines.ToArray());
        Assert.Equal((1.0, 1.0, 0.0), (retrieval.TextToPictureRecall(1), retrieval.PictureToTextRecall(1), retrieval.MeanMismatchedCosine()));
        Assert.Equal(100, retrieval.MeanClipScore(), 1e-4);
    }

    [Fact]
    public void Arrays_that_do_not_fit_each_other_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new EmbeddingRetrieval([1, 2, 3], [1, 2], 2, [0]));
        Assert.Throws<ArgumentException>(() => new EmbeddingRetrieval([1, 2], [1, 2], 2, [0, 0]));
        Assert.Throws<ArgumentException>(() => new EmbeddingRetrieval([1, 2], [1, 2], 2, [1]));
    }
}
