using Inpaint.Models;
using Inpaint.Serving.Generators;
using Inpaint.Tests.Unit.Serving.Support;
using Inpaint.V1;

namespace Inpaint.Tests.Unit.Serving.Generators;

public class ConditionChecksTests
{
    private static readonly CompletionModelInfo Unconditioned = new("vae", "vae-bikes", "w", 8, 6, 1, null, null, 0);
    private static readonly CompletionModelInfo Reading = new("unet", "unet-bikes", "w", 8, 6, 1, "parametric/bikes", "d1", 3)
    {
        Text = new TextCondition("clip/clip-bikes", "t1", Width: 2, MaxTokens: 3),
    };

    private static readonly CompletionModelInfo Conditioned = new("unet", "unet-bikes", "w", 8, 6, 1, "parametric/bikes", "d1", 3);

    [Fact]
    public void Text_is_refused_by_both()
    {
        var request = new InpaintRequest { Text = "a red bicycle" };

        Refusal.Invalid(() => ConditionChecks.RequireAccepted(request, Unconditioned), "text");
        Refusal.Invalid(() => ConditionChecks.RequireAccepted(request, Conditioned), "text");
    }

    [Fact]
    public void Parameters_are_refused_by_an_unconditioned_model_even_when_empty() =>
        Refusal.Invalid(() => ConditionChecks.RequireAccepted(new InpaintRequest { Parameters = new DesignParameters() }, Unconditioned), "parameters");

    [Fact]
    public void Embeddings_are_refused_by_an_unconditioned_model() =>
        Refusal.Invalid(() => ConditionChecks.RequireAccepted(With(Fitting()), Unconditioned), "embeddings");

    [Fact]
    public void Embeddings_together_with_parameters_are_refused()
    {
        InpaintRequest request = With(Fitting());
        request.Parameters = new DesignParameters();

        Refusal.Invalid(() => ConditionChecks.RequireAccepted(request, Conditioned), "embeddings");
    }

    [Fact]
    public void Two_embeddings_are_refused() =>
        Refusal.Invalid(() => ConditionChecks.RequireAccepted(With(Fitting(), Fitting()), Conditioned), "embeddings");

    [Fact]
    public void Another_encoder_s_embedding_is_refused() =>
        RefusedWith(embedding => embedding.Encoder = "clip/vit-b-32", "embeddings[0].encoder");

    [Fact]
    public void Another_revision_s_embedding_is_refused() => RefusedWith(embedding => embedding.Digest = "d2", "embeddings[0].digest");

    [Fact]
    public void Embedding_of_another_width_is_refused() => RefusedWith(embedding => embedding.Values.Add(1), "embeddings[0].values");

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Embedding_that_is_not_finite_is_refused(float value) => RefusedWith(embedding => embedding.Values[1] = value, "embeddings[0].values[1]");

    [Fact]
    public void Fitting_requests_are_accepted()
    {
        ConditionChecks.RequireAccepted(With(Fitting()), Conditioned);
        ConditionChecks.RequireAccepted(new InpaintRequest { Parameters = new DesignParameters() }, Conditioned);
        ConditionChecks.RequireAccepted(new InpaintRequest(), Conditioned);
        ConditionChecks.RequireAccepted(new InpaintRequest(), Unconditioned);
    }

    [Fact]
    public void Text_its_tokens_and_both_kinds_of_embeddings_are_accepted_by_a_model_that_reads()
    {
        ConditionChecks.RequireAccepted(new InpaintRequest { Text = "a red bicycle", TextTruncation = TextTruncation.Allow }, Reading);
        ConditionChecks.RequireAccepted(With(Tokens(3)), Reading);
        ConditionChecks.RequireAccepted(With(Fitting(), Tokens(1)), Reading);
    }

    [Fact]
    public void Text_together_with_its_embedding_is_refused()
    {
        InpaintRequest request = With(Tokens(2));
        request.Text = "a red bicycle";

        Refusal.Invalid(() => ConditionChecks.RequireAccepted(request, Reading), "embeddings");
    }

    [Fact]
    public void Truncation_without_a_text_is_refused() =>
        Refusal.Invalid(() => ConditionChecks.RequireAccepted(new InpaintRequest { TextTruncation = TextTruncation.Allow }, Reading), "text_truncation");

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void Text_of_another_number_of_tokens_is_refused(int tokens) =>
        Refusal.Invalid(() => ConditionChecks.RequireAccepted(With(Fitting(), Tokens(tokens)), Reading), "embeddings[1].tokens");

    [Fact]
    public void Tokens_of_another_revision_are_refused()
    {
        Embedding tokens = Tokens(1);
        tokens.Digest = "t2";

        Refusal.Invalid(() => ConditionChecks.RequireAccepted(With(tokens), Reading), "embeddings[0].digest");
    }

    [Fact]
    public void Pooled_text_is_no_sequence_of_tokens()
    {
        Embedding pooled = Tokens(1);
        pooled.Tokens = 0;

        Refusal.Invalid(() => ConditionChecks.RequireAccepted(With(pooled), Reading), "embeddings[0].tokens");
    }

    private static Embedding Tokens(int count) =>
        new() { Encoder = "clip/clip-bikes", Digest = "t1", Tokens = count, Values = { Enumerable.Repeat(1f, 2 * count) } };

    private static void RefusedWith(Action<Embedding> change, string field)
    {
        Embedding embedding = Fitting();
        change(embedding);
        Refusal.Invalid(() => ConditionChecks.RequireAccepted(With(embedding), Conditioned), field);
    }

    private static Embedding Fitting() => new() { Encoder = "parametric/bikes", Digest = "d1", Values = { 1, 2, 3 } };

    private static InpaintRequest With(params Embedding[] embeddings) => new() { Embeddings = { embeddings } };
}
