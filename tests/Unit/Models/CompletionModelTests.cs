using Inpaint.Imaging;
using Inpaint.Models;

namespace Inpaint.Tests.Unit.Models;

public sealed class CompletionModelTests : IDisposable
{
    private readonly TestModelFolder _models = new();

    public CompletionModelTests()
    {
        _models.Add("small-unet");
        _models.Add("small-vae", family: "vae");
        _models.AddReading("small-reading");
    }

    public static TheoryData<string> Families => ["unet", "vae"];

    public void Dispose() => _models.Dispose();

    [Theory, MemberData(nameof(Families))]
    public void Known_pixels_come_back_byte_for_byte(string family)
    {
        using var model = Open(family);
        var input = Input(seed: 1);
        var completed = Assert.Single(model.Complete([input], progress: null, CancellationToken.None));
        for (var i = 0; i < input.Mask.Hole.Length; i++)
        {
            if (input.Mask.Hole[i] == 0)
                Assert.Equal(input.Partial.Pixels.AsSpan(3 * i, 3), completed.Pixels.AsSpan(3 * i, 3));
        }
    }

    [Theory, MemberData(nameof(Families))]
    public void What_the_hole_holds_does_not_matter(string family)
    {
        using var model = Open(family);
        var input = Input(seed: 1);
        var other = input with { Partial = MaskedPictures.CutHole(input.Partial, input.Mask, fill: 77) };
        var completed = model.Complete([input, other], progress: null, CancellationToken.None);
        Assert.Equal(completed[0].Pixels, completed[1].Pixels);
    }

    [Theory, MemberData(nameof(Families))]
    public void Picture_completed_in_a_batch_equals_the_same_alone(string family)
    {
        using var model = Open(family);
        CompletionInput[] batch = [Input(seed: 1), Input(seed: 2), Input(seed: 3)];
        var together = model.Complete(batch, progress: null, CancellationToken.None);
        for (var i = 0; i < batch.Length; i++)
            Assert.Equal(model.Complete([batch[i]], progress: null, CancellationToken.None)[0].Pixels, together[i].Pixels);
    }

    [Fact]
    public void No_embedding_means_nothing_is_known()
    {
        using var model = Open("unet");
        var input = Input(seed: 1);
        var zeros = input with { Embedding = new float[TestModelFolder.EmbeddingWidth] };
        var completed = model.Complete([input, zeros], progress: null, CancellationToken.None);
        Assert.Equal(completed[0].Pixels, completed[1].Pixels);
    }

    [Fact]
    public void Cancelled_batch_stops_after_the_picture_under_way()
    {
        using var model = Open("unet");
        using var cancel = new CancellationTokenSource();
        var steps = new List<int>();
        void Progress(int step, int all)
        {
            steps.Add(step);
            Assert.Equal(3, all);
            cancel.Cancel();
        }

        Assert.Throws<OperationCanceledException>(() => model.Complete([Input(1), Input(2), Input(3)], Progress, cancel.Token));
        Assert.Equal([1], steps);
    }

    [Fact]
    public void Picture_of_another_size_is_refused() =>
        AssertRefused("partial", Input(1) with { Partial = new RgbImage(TestModelFolder.Width, TestModelFolder.Height + 1) });

    [Fact]
    public void Mask_of_another_size_is_refused() =>
        AssertRefused("mask", Input(1) with { Mask = new HoleMask(TestModelFolder.Width + 1, TestModelFolder.Height) });

    [Fact]
    public void Mask_without_hole_is_refused() =>
        AssertRefused("mask", Input(1) with { Mask = new HoleMask(TestModelFolder.Width, TestModelFolder.Height) });

    [Fact]
    public void Mask_that_leaves_nothing_known_is_refused() => AssertRefused("mask", Input(1) with
    {
        Mask = HoleMask.FromRectangles(TestModelFolder.Width, TestModelFolder.Height, [new PixelRectangle(0, 0, TestModelFolder.Width, TestModelFolder.Height)]),
    });

    [Fact]
    public void Embedding_of_another_width_is_refused() =>
        AssertRefused("embedding", Input(1) with { Embedding = new float[TestModelFolder.EmbeddingWidth + 1] });

    [Fact]
    public void Embedding_with_NaN_is_refused() =>
        AssertRefused("embedding", Input(1) with { Embedding = [0, 0, float.NaN, 0, 0, 0] });

    [Fact]
    public void Pictures_with_and_without_texts_are_completed_in_one_batch_as_alone()
    {
        using var model = _models.Store.Open("unet", "small-reading");
        int[] tokens = [0, TestModelFolder.MostTokens, 1, 4, 0];
        CompletionInput[] batch = [.. tokens.Select(count => Input(seed: 1) with { TextTokens = count == 0 ? null : Tokens(count) })];
        var together = model.Complete(batch, progress: null, CancellationToken.None);
        for (var i = 0; i < batch.Length; i++)
            Assert.Equal(model.Complete([batch[i]], progress: null, CancellationToken.None)[0].Pixels, together[i].Pixels);
        Assert.Equal(together[0].Pixels, together[4].Pixels);
        Assert.Equal(4, together.Select(picture => Convert.ToHexString(picture.Pixels)).Distinct().Count());
    }

    [Fact]
    public void Text_of_too_many_tokens_is_refused() =>
        AssertRefused("text", Input(1) with { TextTokens = Tokens(TestModelFolder.MostTokens + 1) }, "small-reading");

    [Fact]
    public void Text_of_half_a_token_is_refused() =>
        AssertRefused("text", Input(1) with { TextTokens = new float[TestModelFolder.TextWidth + 1] }, "small-reading");

    [Fact]
    public void Text_for_a_model_that_takes_none_is_refused() => AssertRefused("text", Input(1) with { TextTokens = Tokens(1) });

    [Theory]
    [InlineData(0)]
    [InlineData(1_000_000_000)]
    public void Model_with_room_for_no_or_endless_texts_is_refused(int most)
    {
        _models.Add("damaged", reads: true, change: manifest => manifest with { Text = new TextCondition("clip/test", "00", TestModelFolder.TextWidth, most) });
        Assert.Equal(ModelErrorKind.Corrupt, Assert.Throws<ModelException>(() => _models.Store.Open("unet", "damaged")).Kind);
    }

    [Fact]
    public void Vae_that_says_it_takes_texts_is_refused()
    {
        _models.Add("damaged", family: "vae", change: manifest => manifest with { Text = new TextCondition("clip/test", "00", 5, 9) });
        Assert.Equal(ModelErrorKind.Corrupt, Assert.Throws<ModelException>(() => _models.Store.Open("vae", "damaged")).Kind);
    }

    private static float[] Tokens(int count)
    {
        var random = new Random(count);
        return [.. Enumerable.Range(0, count * TestModelFolder.TextWidth).Select(_ => random.NextSingle() - .5f)];
    }

    private void AssertRefused(string field, CompletionInput wrong, string name = "small-unet")
    {
        using var model = _models.Store.Open("unet", name);
        var refusal = Assert.Throws<CompletionInputException>(() => model.Complete([Input(2), wrong], progress: null, CancellationToken.None));
        Assert.Equal((1, field), (refusal.Index, refusal.Field));
    }

    private ICompletionModel Open(string family) => _models.Store.Open(family, "small-" + family);

    private static CompletionInput Input(int seed)
    {
        var pixels = new byte[3 * TestModelFolder.Width * TestModelFolder.Height];
        new Random(seed).NextBytes(pixels);
        var hole = new PixelRectangle(4, 2, 20 + seed, 12);
        return new CompletionInput(
            new RgbImage(TestModelFolder.Width, TestModelFolder.Height, pixels),
            HoleMask.FromRectangles(TestModelFolder.Width, TestModelFolder.Height, [hole]),
            Embedding: null,
            Seed: seed);
    }
}
