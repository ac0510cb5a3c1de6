using Inpaint.Imaging;
using Inpaint.Models;
using Inpaint.Models.Clip;
using Inpaint.Models.Text;
using Inpaint.Models.Weights;
using Inpaint.Tests.Unit.Imaging;
using Inpaint.Tests.Unit.Support;

namespace Inpaint.Tests.Unit.Models.Clip;

public sealed class ClipEncoderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ModelStore _store;

    public ClipEncoderTests()
    {
        using var model = SmallClip.Model();
        ClipImport.Import(SmallClip.Write(_folder.File("published"), model), _folder.File("store"), "small");
        _store = new ModelStore(_folder.File("store"));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Imported_model_is_listed_named_and_opened()
    {
        Assert.Equal(["small"], _store.Names(ClipModel.Family));
        using var encoder = ClipEncoder.Open(_store, "small");
        var manifest = ClipModelFolder.Find(_store, "small").Manifest;
        Assert.Equal(("small", manifest.WeightsDigest, 12, 16, 24), (encoder.Name, encoder.Digest, encoder.Width, encoder.TokenWidth, encoder.Tokenizer.ContextLength));
        Assert.StartsWith("clip-1-", encoder.Preprocessing);
        using var again = ClipEncoder.Open(_store, "small");
        Assert.Equal(encoder.Preprocessing, again.Preprocessing);
    }

    [Fact]
    public void Texts_of_a_batch_are_embedded_as_if_alone_and_in_their_order()
    {
        using var encoder = ClipEncoder.Open(_store, "small");
        TokenizedText[] texts = [.. Enumerable.Range(0, 40).Select(i => encoder.Tokenizer.Tokenize(new string('a', 1 + (i * 7 % 13)) + " red"))];
        var batch = encoder.EncodeTexts(texts);
        for (var i = 0; i < texts.Length; i++)
        {
            var alone = encoder.EncodeTexts([texts[i]]).Single();
            Assert.All(alone.Zip(batch[i]), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
            Assert.Equal(1, alone.Sum(value => value * value), 1e-4f);
        }

        Assert.True(batch[0].Zip(batch[1]).Max(pair => Math.Abs(pair.First - pair.Second)) > 1e-3);
    }

    [Fact]
    public void Tokens_have_a_vector_each_up_to_the_contexts_length()
    {
        using var encoder = ClipEncoder.Open(_store, "small");
        var sequence = Assert.Single(encoder.EncodeTokens([encoder.Tokenizer.Tokenize("red")]));
        Assert.Equal(24 * 16, sequence.Length);
    }

    [Fact]
    public void Pictures_of_any_size_are_embedded()
    {
        using var encoder = ClipEncoder.Open(_store, "small");
        RgbImage[] pictures = [TestPictures.Noise(40, 30, seed: 1), TestPictures.Noise(9, 50, seed: 2)];
        var batch = encoder.EncodePictures(pictures);
        Assert.All(batch, embedding => Assert.Equal(1, embedding.Sum(value => value * value), 1e-4f));
        Assert.All(encoder.EncodePictures([pictures[1]]).Single().Zip(batch[1]), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
        Assert.Throws<InvalidPictureArgumentException>(() => encoder.EncodePictures([new RgbImage(2_000_000, 1)]));
    }

    [Fact]
    public void Packed_weights_give_the_same_embeddings_and_the_same_state()
    {
        foreach (var activation in (string[])["quick_gelu", "gelu"])
        {
            var configuration = SmallClip.Configuration with { VisionConfig = SmallClip.Configuration.VisionConfig with { HiddenAct = activation } };
            using var plain = SmallClip.Model(configuration);
            using var packed = SmallClip.Model(configuration);
            packed.PrepareForInference();
            Assert.Equal(Weights(plain), Weights(packed));
            using var pictures = TorchSharp.torch.randn(3, 3, 16, 16);
            using var mode = TorchSharp.torch.no_grad();
            var difference = plain.EmbedPictures(pictures).sub(packed.EmbedPictures(pictures)).abs().max().item<float>();
            Assert.InRange(difference, 0, 1e-6);
        }
    }

    [Fact]
    public void Threads_share_an_encoder()
    {
        using var encoder = ClipEncoder.Open(_store, "small");
        var text = encoder.Tokenizer.Tokenize("a red one");
        var expected = encoder.EncodeTexts([text]).Single();
        Parallel.For(0, 16, _ => Assert.Equal(expected, encoder.EncodeTexts([text]).Single()));
    }

    [Fact]
    public void Ids_of_another_tokenizer_are_refused()
    {
        using var encoder = ClipEncoder.Open(_store, "small");
        Assert.Throws<ArgumentException>(() => encoder.EncodeTexts([new TokenizedText(new long[77], 3, false)]));
        Assert.Throws<ArgumentException>(() => encoder.EncodeTexts([new TokenizedText([.. Enumerable.Repeat(100_000L, 24)], 24, false)]));
        Assert.Throws<ArgumentException>(() => encoder.EncodeTexts([]));
    }

    [Fact]
    public void Damaged_weights_are_refused()
    {
        var folder = ClipModelFolder.Find(_store, "small");
        File.AppendAllText(Path.Combine(folder.Path, ModelManifest.WeightsFileName), "x");
        Assert.Equal(ModelErrorKind.Corrupt, Assert.Throws<ModelException>(() => ClipEncoder.Open(_store, "small")).Kind);
    }

    [Fact]
    public void Import_without_a_vocabulary_is_refused_and_leaves_nothing()
    {
        using var model = SmallClip.Model();
        var source = SmallClip.Write(_folder.File("bare"), model, vocabulary: false);
        Assert.Contains("vocab.json", Assert.Throws<WeightsFileException>(() => ClipImport.Import(source, _folder.File("store"), "bare")).Message);
        Assert.False(Directory.Exists(Path.Combine(_folder.File("store"), "bare")));
        Assert.Throws<ModelException>(() => ClipImport.Import(source, _folder.File("store"), "../bare"));
        var manifest = ClipImport.Import(source, _folder.File("store"), "bare", vocabulary: _folder.File("published"));
        Assert.Equal(manifest.WeightsDigest, ClipModelFolder.Find(_store, "bare").Manifest.WeightsDigest);
    }

    private static List<byte[]> Weights(ClipModel model) => [.. NetworkWeights.Describe(model).Select(tensor =>
    {
        using var stream = new MemoryStream();
        tensor.Write(stream);
        return stream.ToArray();
    })];
}
