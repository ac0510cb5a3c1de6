using Inpaint.Tests.Unit.Support;
using Inpaint.Trainer.RecipeFiles;

namespace Inpaint.Tests.Unit.Trainer;

public sealed class RecipeStoreTests
{
    public static TheoryData<string> Shipped => [.. ShippedStore.Names()];

    private static RecipeStore ShippedStore => new(TestRecipes.Options("") with { RecipesRoot = Path.Combine(RepositoryFolders.Root, "trainer", "recipes") });

    [Theory, MemberData(nameof(Shipped))]
    public void Shipped_recipe_can_be_followed(string name)
    {
        var recipe = ShippedStore.Find(name);
        Assert.NotNull(recipe);
        Assert.Equal(name, recipe.Model);
    }

    [Fact]
    public void Every_shipped_network_has_its_recipe() =>
        Assert.Equal(["clip-bikes", "clip-clothing", "glove-bikes", "parametric-bikes", "unet-bikes", "unet-clothing", "vae-bikes", "vae-clothing"], ShippedStore.Names());

    [Theory]
    [InlineData("absent")]
    [InlineData("../recipes/unet-bikes")]
    public void Unknown_name_finds_nothing(string name) => Assert.Null(ShippedStore.Find(name));

    [Theory]
    [InlineData("\"seed\": 5", "\"seed\": 5, \"initial\": \"other\"", "network")]
    [InlineData("\"shift\": 1", "\"shift\": -1", "data.shift")]
    public void Wrong_entry_of_a_clip_is_refused_by_name(string right, string wrong, string named)
    {
        var refusal = Assert.Throws<RecipeException>(() => TestRecipes.Parse(TestRecipes.ClipJson.Replace(right, wrong)));
        Assert.Contains(named, refusal.Message);
    }

    [Theory]
    [InlineData("\"seed\": 3", "\"seed\": 3, \"initial\": \"other\"", "initial")]
    [InlineData("\"steps\": 8", "\"steps\": 0", "steps")]
    [InlineData("\"batch_size\": 2", "\"batch_size\": 1025", "data.batch_size")]
    [InlineData("\"learning_rate\": 0.001", "\"learning_rate\": 1", "optimizer.learning_rate")]
    [InlineData("\"warmup_steps\": 2", "\"warmup_steps\": -1", "optimizer.warmup_steps")]
    [InlineData("\"family\": \"unet\"", "\"family\": \"gan\"", "family")]
    [InlineData("\"model\": \"small\"", "\"model\": \"../small\"", "model")]
    [InlineData("\"average_decay\": 0.9", "\"average_decay\": 1", "average_decay")]
    [InlineData("\"steps\": 8", "\"stepz\": 8", "stepz")]
    public void Wrong_entry_is_refused_by_name(string right, string wrong, string named)
    {
        Assert.Contains(right, TestRecipes.UnetJson);
        var refusal = Assert.Throws<RecipeException>(() => TestRecipes.Parse(TestRecipes.UnetJson.Replace(right, wrong)));
        Assert.Contains(named, refusal.Message);
    }
}
