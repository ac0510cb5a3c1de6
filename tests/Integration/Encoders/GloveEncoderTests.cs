using Grpc.Core;
using Inpaint.Glove;
using Inpaint.Tests.Integration.Serving;
using Inpaint.Tests.Integration.Support;
using Inpaint.V1;

namespace Inpaint.Tests.Integration.Encoders;

public sealed class GloveEncoderTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("glove-").FullName;
    private RunningService _service = null!;
    private EncoderService.EncoderServiceClient _client = null!;

    private string Text => Path.Combine(_folder, "glove.test.txt");

    public async Task InitializeAsync()
    {
        await File.WriteAllTextAsync(Text, "red 1 0\nbike 0 1\n's 3 3\nred 9 9\n");
        await File.WriteAllTextAsync(Path.Combine(_folder, "sentences"), "a red bike\na bike\na fast bike\n");
        _service = await StartAsync("--Glove:Vectors", Text, "--Glove:Sentences", Path.Combine(_folder, "sentences"));
        _client = new EncoderService.EncoderServiceClient(_service.Channel);
    }

    public async Task DisposeAsync()
    {
        await _service.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Describes_itself()
    {
        DescribeEncoderResponse description = await _client.DescribeEncoderAsync(new DescribeEncoderRequest { Encoder = "glove/test" }).ResponseAsync.Within();

        Assert.Equal(("glove/test", 2, "words-1-lower"), (description.Encoder, description.Width, description.Preprocessing));
        Assert.Equal([EncoderInputKind.Text], description.Accepts);
        Assert.Equal(["glove/test"], description.Encoders);
        Assert.Equal(64, description.Digest.Length);
    }

    [Fact]
    public async Task Sentence_is_the_mean_of_its_known_words_and_says_how_much_was_unknown()
    {
        EncodeResponse answer = await EncodeAsync(null, "The RED bike's", "zonk", "");

        Assert.Equal([[4f / 3, 4f / 3], [0, 0], [0, 0]], answer.Embeddings.Select(embedding => embedding.Values.ToArray()));
        Assert.Equal([4, 1, 0], answer.Details.Select(detail => detail.Tokens));
        Assert.Equal([.25, 1, 0], answer.Details.Select(detail => detail.UnknownShare));
    }

    [Fact]
    public async Task Inverse_frequency_is_another_pooling()
    {
        EncodeResponse average = await EncodeAsync(new EncodingOptions { Pooling = TextPooling.Average }, "a red bike");
        EncodeResponse sif = await EncodeAsync(new EncodingOptions { Pooling = TextPooling.Sif }, "a red bike");

        Assert.NotEqual(average.Embeddings[0].Values, sif.Embeddings[0].Values);
        Assert.Equal(average.Details, sif.Details);
        Assert.Equal(average.Embeddings[0].Digest, sif.Embeddings[0].Digest);
    }

    [Fact]
    public async Task What_it_cannot_honour_is_refused_naming_the_field()
    {
        (string Field, EncodingOptions Options)[] wrong =
        [
            ("options.form", new EncodingOptions { Form = EmbeddingForm.Tokens }),
            ("options.pooling", new EncodingOptions { Pooling = (TextPooling)9 }),
        ];
        foreach ((string field, EncodingOptions options) in wrong)
            await Refusals.ExpectAsync(StatusCode.InvalidArgument, field, () => EncodeAsync(options, "red"));
        await Refusals.ExpectAsync(StatusCode.NotFound, "options.encoder", () => EncodeAsync(new EncodingOptions { Encoder = "glove/other" }, "red"));
        await Refusals.ExpectAsync(StatusCode.InvalidArgument, "inputs[1].text", () => EncodeAsync(null, "red", new string('x', 200_000)));
        await Refusals.ExpectAsync(StatusCode.InvalidArgument, "inputs", () => EncodeAsync(null));
        await Refusals.ExpectAsync(StatusCode.InvalidArgument, "inputs[0].parameters", async () =>
            await _client.EncodeAsync(new EncodeRequest { Inputs = { new EncoderInput { Parameters = new DesignParameters() } } }).ResponseAsync.Within());
    }

    [Fact]
    public async Task Stream_answers_in_order()
    {
        using AsyncDuplexStreamingCall<StreamEncodeRequest, StreamEncodeResponse> call = _client.StreamEncode();
        for (int i = 0; i < 200; i++)
            await call.RequestStream.WriteAsync(new StreamEncodeRequest { RequestId = $"{i}", Input = new EncoderInput { Text = i % 2 == 0 ? "red" : "bike" } }).Within();
        await call.RequestStream.CompleteAsync().Within();

        List<StreamEncodeResponse> answers = [];
        while (await call.ResponseStream.MoveNext().Within())
            answers.Add(call.ResponseStream.Current);
        Assert.Equal(Enumerable.Range(0, 200).Select(i => $"{i}"), answers.Select(answer => answer.RequestId));
        Assert.All(answers.Index(), entry => Assert.Equal(entry.Index % 2 == 0 ? [1f, 0f] : [0f, 1f], entry.Item.Embedding.Values));
    }

    [Fact]
    public async Task Without_sentences_inverse_frequency_is_refused()
    {
        await using RunningService plain = await StartAsync("--Glove:Vectors", Text);
        var client = new EncoderService.EncoderServiceClient(plain.Channel);
        var request = new EncodeRequest { Inputs = { new EncoderInput { Text = "red" } }, Options = new EncodingOptions { Pooling = TextPooling.Sif } };

        await Refusals.ExpectAsync(StatusCode.InvalidArgument, "options.pooling", async () => await client.EncodeAsync(request).ResponseAsync.Within());
    }

    [Fact]
    public async Task Shipped_vectors_know_the_words_of_bicycles()
    {
        await using RunningService shipped = await StartAsync("--Models:Root", RepositoryFolders.ShippedModels, "--Glove:IndexFolder", _folder);
        var client = new EncoderService.EncoderServiceClient(shipped.Channel);
        var request = new EncodeRequest
        {
            Inputs = { new EncoderInput { Text = "The teal Harrier features a race-ready carbon frame, and goes the distance." } },
            Options = new EncodingOptions { Pooling = TextPooling.Sif },
        };

        EncodeResponse answer = await client.EncodeAsync(request).ResponseAsync.Within();
        Assert.Equal("glove/bikes", answer.Embeddings[0].Encoder);
        Assert.Equal((0, 12), (answer.Details[0].UnknownShare, answer.Details[0].Tokens));
    }

    [Fact]
    public async Task Service_without_vectors_says_so_until_there_are_some()
    {
        string models = Path.Combine(_folder, "models");
        await using RunningService empty = await StartAsync("--Models:Root", models, "--Glove:IndexFolder", _folder);
        var client = new EncoderService.EncoderServiceClient(empty.Channel);
        var request = new EncodeRequest { Inputs = { new EncoderInput { Text = "a bike" } } };
        await Refusals.ExpectAsync(StatusCode.FailedPrecondition, "options.encoder", async () => await client.EncodeAsync(request).ResponseAsync.Within());

        string shipped = Path.Combine(RepositoryFolders.ShippedModels, "glove-bikes");
        Directory.CreateDirectory(Path.Combine(models, "mine.partial"));
        foreach (string file in (string[])["model.json", "vectors.txt", "vocabulary.txt"])
            File.Copy(Path.Combine(shipped, file), Path.Combine(models, "mine.partial", file));
        Directory.Move(Path.Combine(models, "mine.partial"), Path.Combine(models, "mine"));
        Assert.Equal("glove/mine", (await client.EncodeAsync(request).ResponseAsync.Within()).Embeddings[0].Encoder);
    }

    [Theory]
    [InlineData("line 2", "--Glove:Vectors", "broken")]
    [InlineData("Glove:Model and Glove:Vectors", "--Glove:Vectors", "broken", "--Glove:Model", "glove-bikes")]
    [InlineData("there is no model 'absent'", "--Glove:Model", "absent")]
    public async Task Vectors_that_cannot_be_served_end_the_start(string why, params string[] settings)
    {
        string broken = Path.Combine(_folder, "broken");
        await File.WriteAllTextAsync(broken, "a 1\nb 1 2\n");
        var refused = Assert.Throws<InvalidOperationException>(() =>
            GloveHost.Build(RunningService.Arguments([.. settings.Select(setting => setting == "broken" ? broken : setting)])));
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
    }

    private static Task<RunningService> StartAsync(params string[] settings) => RunningService.StartAsync(GloveHost.Build(RunningService.Arguments(settings)));

    private async Task<EncodeResponse> EncodeAsync(EncodingOptions? options, params string[] texts)
    {
        var request = new EncodeRequest { Options = options };
        request.Inputs.AddRange(texts.Select(text => new EncoderInput { Text = text }));
        return await _client.EncodeAsync(request).ResponseAsync.Within();
    }
}
