using Inpaint.Models;

namespace Inpaint.Tests.Unit.Models;

public sealed class ModelStoreTests : IDisposable
{
    private readonly TestModelFolder _models = new();

    public void Dispose() => _models.Dispose();

    [Fact]
    public void Absent_folder_holds_nothing()
    {
        var store = new ModelStore(Path.Combine(_models.Root, "absent"));
        Assert.Empty(store.Names("unet"));
        Assert.Null(store.DefaultName("unet"));
    }

    [Fact]
    public void Names_are_those_of_the_family_in_order()
    {
        _models.Add("second");
        _models.Add("first");
        _models.Add("other", family: "vae");
        Assert.Equal(["first", "second"], _models.Store.Names("unet"));
    }

    [Fact]
    public void Default_is_the_marked_one_or_else_the_first()
    {
        _models.Add("a");
        _models.Add("b", isDefault: true);
        _models.Add("c", family: "vae");
        Assert.Equal("b", _models.Store.DefaultName("unet"));
        Assert.Equal("c", _models.Store.DefaultName("vae"));
    }

    [Theory]
    [InlineData("unet")]
    [InlineData("vae")]
    public void Opened_model_says_what_its_manifest_says(string family)
    {
        _models.Add("small", family);
        using var model = _models.Store.Open(family, "small");
        Assert.Equal(_models.Store.Describe(family, "small"), model.Info);
        Assert.Equal((family, "small", TestModelFolder.Width, TestModelFolder.Height), (model.Info.Family, model.Info.Name, model.Info.Width, model.Info.Height));
    }

    [Fact]
    public void Latest_revision_is_opened_and_a_partial_one_never()
    {
        _models.Add("small");
        _models.Add("small", revision: "0000000000001-aa");
        var latest = _models.Add("small", revision: "0000000000002-bb");
        _models.Add("small", revision: "0000000000003-cc" + ModelStore.PartialSuffix);
        using var model = _models.Store.Open("unet", "small");
        Assert.Equal(ModelManifest.Read(Path.Combine(latest, ModelManifest.FileName)).WeightsDigest, model.Info.WeightsDigest);
    }

    [Theory]
    [InlineData("absent")]
    [InlineData("../small")]
    [InlineData("Small")]
    [InlineData("")]
    public void Unknown_and_impossible_names_are_not_found(string name)
    {
        _models.Add("small");
        Assert.Equal(ModelErrorKind.NotFound, Refusal("unet", name).Kind);
    }

    [Fact]
    public void Model_of_another_family_is_not_found()
    {
        _models.Add("small", family: "vae");
        Assert.Equal(ModelErrorKind.NotFound, Refusal("unet", "small").Kind);
    }

    [Fact]
    public void Changed_weights_are_corrupt()
    {
        var weights = Path.Combine(_models.Add("small"), ModelManifest.WeightsFileName);
        var bytes = File.ReadAllBytes(weights);
        bytes[^1] ^= 1;
        File.WriteAllBytes(weights, bytes);
        Assert.Equal(ModelErrorKind.Corrupt, Refusal("unet", "small").Kind);
    }

    [Fact]
    public void Missing_weights_are_corrupt()
    {
        File.Delete(Path.Combine(_models.Add("small"), ModelManifest.WeightsFileName));
        Assert.Equal(ModelErrorKind.Corrupt, Refusal("unet", "small").Kind);
    }

    [Fact]
    public void Weights_of_another_shape_are_corrupt_and_the_tensor_is_named()
    {
        _models.Add("small", change: manifest => manifest with
        {
            Network = System.Text.Json.JsonDocument.Parse("""
                {"width": 32, "height": 16, "embedding_width": 6, "channels": [5, 6, 8, 10], "mixing_channels": 4, "mixing_width": 8, "condition_width": 8}
                """).RootElement,
        });
        var refusal = Refusal("unet", "small");
        Assert.Equal(ModelErrorKind.Corrupt, refusal.Kind);
        Assert.Contains("stem.", refusal.Message);
    }

    [Fact]
    public void Unknown_format_is_unsupported()
    {
        _models.Add("small", change: manifest => manifest with { Format = 2 });
        Assert.Equal(ModelErrorKind.Unsupported, Refusal("unet", "small").Kind);
    }

    [Fact]
    public void Manifest_that_is_no_json_is_corrupt()
    {
        File.WriteAllText(Path.Combine(_models.Add("small"), ModelManifest.FileName), "no json");
        Assert.Equal(ModelErrorKind.Corrupt, Refusal("unet", "small").Kind);
    }

    private ModelException Refusal(string family, string name) =>
        Assert.Throws<ModelException>(() => _models.Store.Open(family, name));
}
