using Inpaint.Models.Clip;

namespace Inpaint.Tests.Unit.Golden.Encoders;

public sealed class ClipSimilarityCases
{
    [GoldenTheory, GoldenCases("clip_similarity")]
    public void Texts_and_pictures_find_each_other_by_cosine(string path)
    {
        var golden = GoldenCase.Load(path);
        var (pictures, texts) = (golden.Tensor("in.image_embeds"), golden.Tensor("in.text_embeds"));
        var owners = golden.Tensor("in.text_image").Values<long>().Select(picture => (int)picture).ToArray();
        var retrieval = new EmbeddingRetrieval(pictures.Values<float>(), texts.Values<float>(), (int)pictures.Shape[1], owners);
        golden.Check("out.cosine", GoldenTensor.Of([pictures.Shape[0], texts.Shape[0]], retrieval.Cosines));
        golden.Check("out.pair_cosine", GoldenTensor.Of<float>([owners.Length], retrieval.PairCosines()));
        golden.Check("out.clipscore", GoldenTensor.Of<float>([owners.Length], retrieval.ClipScores()));
        golden.Check("out.clipscore_mean", GoldenTensor.Of<float>([], [(float)retrieval.MeanClipScore()]));
        var depths = golden.Config.GetProperty("k").EnumerateArray().Select(k => k.GetInt32()).ToArray();
        golden.Check("out.recall_text_to_image", GoldenTensor.Of<float>([depths.Length], [.. depths.Select(k => (float)retrieval.TextToPictureRecall(k))]));
        golden.Check("out.recall_image_to_text", GoldenTensor.Of<float>([depths.Length], [.. depths.Select(k => (float)retrieval.PictureToTextRecall(k))]));
    }
}
