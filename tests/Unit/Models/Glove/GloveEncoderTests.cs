using Inpaint.Models.Glove;
using Inpaint.Tests.Unit.Support;

namespace Inpaint.Tests.Unit.Models.Glove;

public sealed class GloveEncoderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Text => _folder.File("glove.small.2d.txt");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Case_follows_the_vectors()
    {
        File.WriteAllText(Text, "red 1 0\nbike 0 1\n");
        using (var encoder = Encoder())
        {
            Assert.Equal(("words-1-lower", "glove/small.2d"), (encoder.Preprocessing, encoder.Name));
            var pooled = encoder.Average(encoder.Split("RED bike, zonk!"));
            Assert.Equal([.5, .5], pooled.Values);
            Assert.Equal(1.0 / 3, pooled.UnknownShare);
        }

        File.WriteAllText(Text, "Red 1 0\nbike 0 1\n");
        using var cased = Encoder();
        Assert.Equal("words-1", cased.Preprocessing);
        Assert.Equal([1, 0], cased.Average(cased.Split("Red")).Values);
    }

    [Fact]
    public void Nothing_known_is_zeros_and_nothing_said_is_no_unknown_share()
    {
        File.WriteAllText(Text, "red 1 0\n");
        using var encoder = Encoder();

        Assert.Equal([0, 0], encoder.Average(encoder.Split("blue")).Values);
        Assert.Equal(1, encoder.Average(encoder.Split("blue")).UnknownShare);
        Assert.Equal(0, encoder.Average(encoder.Split(" . ")).UnknownShare);
        Assert.Throws<InvalidOperationException>(() => encoder.Sif(["red"]));
    }

    [Fact]
    public void Sentences_give_inverse_frequencies_and_another_digest()
    {
        File.WriteAllText(Text, "red 1 0\nbike 0 1\nfast 1 1\n");
        File.WriteAllText(_folder.File("sentences"), "red bike\nfast bike\nbike bike\n");
        using var plain = Encoder();
        var vectors = GloveVectors.Open(Text);
        using var encoder = new GloveEncoder("glove/x", vectors, null, splitter => SentenceStatistics.Measure(_folder.File("sentences"), splitter, vectors));

        Assert.NotEqual(plain.Digest, encoder.Digest);
        Assert.Equal(plain.Average(["bike"]).Values, encoder.Average(["bike"]).Values);
        var pooled = encoder.Sif(encoder.Split("red bike"));
        Assert.NotEqual(encoder.Average(["red", "bike"]).Values, pooled.Values);
    }

    [Fact]
    public void Index_goes_elsewhere_where_the_texts_folder_cannot_be_written()
    {
        File.WriteAllText(Text, "red 1 0\n");
        // A folder in the index's place stands for every reason not to write there.
        Directory.CreateDirectory(Text + ".index");
        using (var vectors = GloveIndexPlace.Open(Text, new GloveTextOptions(), null))
            Assert.Equal(0, vectors.IndexOf("red"));
        Directory.Delete(Text + ".index");
        using var named = GloveIndexPlace.Open(Text, new GloveTextOptions(), _folder.File("indices"));
        Assert.Single(Directory.GetFiles(_folder.File("indices")));
    }

    private GloveEncoder Encoder() => new(GloveEncoder.NameOf(Path.GetFileName(Text)), GloveVectors.Open(Text));
}
