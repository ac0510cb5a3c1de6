using Inpaint.Imaging;
using Inpaint.Models;
using Inpaint.Models.Clip;
using Inpaint.Models.Parametric;
using Inpaint.Tests.Unit.Support;

namespace Inpaint.Tests.Unit.Models;

public sealed class ShippedModelsTests
{
    private static readonly ModelStore Store = new(Path.Combine(RepositoryFolders.Root, "deploy", "models"));

    public static TheoryData<string, string> Shipped
    {
        get
        {
            var shipped = new TheoryData<string, string>();
            foreach (var family in (string[])["unet", "vae"])
            {
                foreach (var name in Store.Names(family))
                    shipped.Add(family, name);
            }

            return shipped;
        }
    }

    [Theory, MemberData(nameof(Shipped))]
    public void Shipped_model_opens_and_fits_this_builds_encoder(string family, string name)
    {
        using var model = Store.Open(family, name);
        if (model.Info.Encoder is { } encoder)
            Assert.Equal((new ParametricEncoder(ParameterSchema.Bikes).Name, ParameterSchema.Bikes.Digest), (encoder, model.Info.EncoderDigest));
        else
            Assert.Equal(0, model.Info.EmbeddingWidth);
    }

    public static TheoryData<string> ShippedClips => [.. Store.Names(ClipModel.Family)];

    [Theory, MemberData(nameof(ShippedClips))]
    public void Shipped_clip_opens_and_embeds_texts_and_pictures(string name)
    {
        using var encoder = ClipEncoder.Open(Store, name);
        var text = encoder.EncodeTexts([encoder.Tokenizer.Tokenize("a red bike with disc wheels")]).Single();
        var picture = encoder.EncodePictures([new RgbImage(40, 25)]).Single();
        Assert.Equal((encoder.Width, encoder.Width), (text.Length, picture.Length));
        Assert.Equal(1, Math.Sqrt(text.Sum(value => (double)value * value)), 1e-5);
        Assert.Equal(1, Math.Sqrt(picture.Sum(value => (double)value * value)), 1e-5);
    }

    [Fact]
    public void Bicycles_are_the_default_of_both_families() =>
        Assert.Equal(("unet-bikes", "vae-bikes"), (Store.DefaultName("unet"), Store.DefaultName("vae")));
}
