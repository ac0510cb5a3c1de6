using Inpaint.Models;
using Inpaint.Serving.Generators;
using Inpaint.Tests.Unit.Serving.Support;
using Inpaint.V1;

namespace Inpaint.Tests.Unit.Serving.Generators;

public class ConditionReaderTests
{
    private static readonly CompletionModelInfo Unconditioned = new("vae", "vae-bikes", "w", 8, 6, 1, null, null, 0);
    private static readonly CompletionModelInfo Conditioned = new("unet", "unet-bikes", "w", 8, 6, 1, "parametric/bikes", "d1", 3);

    [Fact]
    public void Text_is_refused_by_both()
    {
        var request = new InpaintRequest { Text = "a red bicycle" };

        Refusal.Invalid(() => ConditionReader.RequireAccepted(request, Unconditioned), "text");
        Refusal.Invalid(() => ConditionReader.RequireAccepted(request, Conditioned), "text");
    }

    [Fact]
    public void Parameters_are_refused_by_an_unconditioned_model_even_when_empty() =>
        Refusal.Invalid(() => ConditionReader.RequireAccepted(new InpaintRequest { Parameters = new DesignParameters() }, Unconditioned), "parameters");

    [Fact]
    public void Embeddings_are_refused_by_an_unconditioned_model() =>
        Refusal.Invalid(() => ConditionReader.RequireAccepted(With(Fitting()), Unconditioned), "embeddings");

    [Fact]
    public void Embeddings_together_with_parameters_are_refused()
    {
        InpaintRequest request = With(Fitting());
        request.Parameters = new DesignParameters();

        Refusal.Invalid(() => ConditionReader.RequireAccepted(request, Conditioned), "embeddings");
    }

    [Fact]
    public void Two_embeddings_are_refused() =>
        Refusal.Invalid(() => ConditionReader.RequireAccepted(With(Fitting(), Fitting()), Conditioned), "embeddings");

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
        ConditionReader.RequireAccepted(With(Fitting()), Conditioned);
        ConditionReader.RequireAccepted(new InpaintRequest { Parameters = new DesignParameters() }, Conditioned);
        ConditionReader.RequireAccepted(new InpaintRequest(), Conditioned);
        ConditionReader.RequireAccepted(new InpaintRequest(), Unconditioned);
    }

    private static void RefusedWith(Action<Embedding> change, string field)
    {
        Embedding embedding = Fitting();
        change(embedding);
        Refusal.Invalid(() => ConditionReader.RequireAccepted(With(embedding), Conditioned), field);
    }

    private static Embedding Fitting() => new() { Encoder = "parametric/bikes", Digest = "d1", Values = { 1, 2, 3 } };

    private static InpaintRequest With(params Embedding[] embeddings) => new() { Embeddings = { embeddings } };
}
