using Inpaint.Imaging;
using Inpaint.Models;
using Inpaint.Models.Clip;
using Inpaint.Models.Text;
using Inpaint.Models.Weights;
using Inpaint.Tests.Unit.Imaging;
using Inpaint.Tests.Unit.Support;
using static TorchSharp.torch;

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

    [Theory]
    [InlineData("quick_gelu")]
    [InlineData("gelu")]
    public void Towers_made_ready_for_inference_give_what_the_modules_give(string activation)
    {
        var (text, vision) = (SmallClip.Configuration.TextConfig, SmallClip.Configuration.VisionConfig);
        var configuration = SmallClip.Configuration with { TextConfig = text with { HiddenAct = activation }, VisionConfig = vision with { HiddenAct = activation } };
        using var modules = SmallClip.Model(configuration);
        using var ready = SmallClip.Model(configuration);
        ready.PrepareForInference();
        ready.PrepareForInference();
        using var scope = NewDisposeScope();
        using var mode = no_grad();
        foreach (var batch in (int[])[1, 3, 16])
        {
            var pictures = randn(batch, 3, 16, 16);
            Assert.InRange(Difference(modules.EmbedPictures(pictures), ready.EmbedPictures(pictures)), 0, 1e-6);
            foreach (var length in (int[])[1, 5, 24])
            {
                var ids = randint(0, text.VocabSize, [batch, length]);
                // A first token that may not be attended leaves a row of scores without any that count.
                var mask = rand(batch, length).gt(.3).to(ScalarType.Int64);
                foreach (var attended in (Tensor?[])[null, mask])
                {
                    foreach (var skipped in (int[])[0, 1, 2])
                    {
                        var (expected, given) = (modules.Text.Encode(ids, attended, skipped), ready.Text.Encode(ids, attended, skipped));
                        Assert.InRange(Difference(expected.Sequence, given.Sequence), 0, 1e-5);
                        Assert.InRange(Difference(expected.Pooled, given.Pooled), 0, 1e-5);
                    }
                }
            }
        }
    }

    [Fact]
    public void Tower_made_ready_for_inference_holds_its_weights_once_and_gives_no_gradients()
    {
        using var modules = SmallClip.Model();
        using var ready = SmallClip.Model();
        ready.PrepareForInference();
        using var scope = NewDisposeScope();
        var (before, after) = (modules.state_dict(), ready.state_dict());
        Assert.Equal(before.Keys, after.Keys);
        var matrices = before.Keys.Where(name => name.Contains(".layers.") && name.EndsWith("weight", StringComparison.Ordinal) && !name.Contains("norm")).ToList();
        Assert.Equal(2 * 2 * 6, matrices.Count);
        Assert.All(before.Keys, name => Assert.Equal(matrices.Contains(name) ? 0 : before[name].numel(), after[name].numel()));
        Assert.Throws<InvalidOperationException>(() => ready.EmbedPictures(randn(1, 3, 16, 16)));
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

    private static double Difference(Tensor expected, Tensor given) => expected.sub(given).abs().max().item<float>();
}
