using Grpc.Core;
using Inpaint.Models;
using Inpaint.Trainer;
using Inpaint.Trainer.Batches;
using Inpaint.V1;
using NSubstitute;

namespace Inpaint.Tests.Unit.Trainer;

public sealed class DescriptionEncoderTests
{
    private static readonly TextCondition Text = new("clip/clip-bikes", "t1", Width: 2, MaxTokens: 4);
    private static readonly string[] Descriptions = [.. Enumerable.Range(0, 300).Select(i => $"bicycle {i}")];

    [Fact]
    public async Task Chosen_samples_keep_their_text_and_the_same_ones_every_time()
    {
        var first = await Encoder(.75).EncodeAsync(7, Descriptions, CancellationToken.None);
        var again = await Encoder(.75).EncodeAsync(7, Descriptions, CancellationToken.None);
        var next = await Encoder(.75).EncodeAsync(8, Descriptions, CancellationToken.None);

        Assert.Equal(first, again);
        Assert.InRange(first.Count(tokens => tokens.Length > 0), 190, 260);
        Assert.NotEqual(first.Select(tokens => tokens.Length > 0), next.Select(tokens => tokens.Length > 0));
    }

    [Fact]
    public async Task All_keep_their_text_or_none_does()
    {
        Assert.All(await Encoder(1).EncodeAsync(0, Descriptions, CancellationToken.None), tokens => Assert.Equal([1, 2], tokens));
        Assert.All(await Encoder(0).EncodeAsync(0, Descriptions, CancellationToken.None), Assert.Empty);
    }

    [Fact]
    public async Task Sample_without_a_description_has_no_text() =>
        Assert.Empty(Assert.Single(await Encoder(1).EncodeAsync(0, [""], CancellationToken.None)));

    [Fact]
    public async Task Other_weights_than_the_run_began_with_end_it() =>
        await Assert.ThrowsAsync<TrainingException>(() => Encoder(1, digest: "t2").EncodeAsync(0, Descriptions, CancellationToken.None));

    private static DescriptionEncoder Encoder(double share, string digest = "t1")
    {
        var client = Substitute.For<EncoderService.EncoderServiceClient>();
        client.EncodeAsync(null, null, null, default).ReturnsForAnyArgs(call =>
        {
            var request = call.Arg<EncodeRequest>();
            Assert.InRange(request.Inputs.Count, 1, 256);
            var response = new EncodeResponse();
            response.Embeddings.AddRange(request.Inputs.Select(_ => new Embedding { Encoder = Text.Encoder, Digest = digest, Tokens = 1, Values = { 1, 2 } }));
            return new AsyncUnaryCall<EncodeResponse>(
                Task.FromResult(response), Task.FromResult(new Metadata()), () => Status.DefaultSuccess, () => [], () => { });
        });
        return new DescriptionEncoder(client, Text, share, seed: 1, TestRecipes.Options("unused"), TimeProvider.System);
    }
}
