using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Grpc.Core;
using Grpc.Health.V1;
using Inpaint.Clip;
using Inpaint.Imaging;
using Inpaint.Models.Clip;
using Inpaint.Tests.Integration.Serving;
using Inpaint.Tests.Integration.Support;
using Inpaint.V1;

namespace Inpaint.Tests.Integration.Encoders;

public sealed class ClipEncoderTests : IAsyncLifetime
{
    private const string TooLong = "a red bicycle with a red basket and a blue bicycle with blue wheels";

    private readonly ClipFolder _folder = new();
    private RunningService _service = null!;
    private EncoderService.EncoderServiceClient _client = null!;

    public Task InitializeAsync()
    {
        _folder.Write("bikes", seed: 1, isDefault: true);
        _folder.Write("other", seed: 2);
        return StartAsync(_folder.Root);
    }

    public async Task DisposeAsync()
    {
        await _service.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Without_a_model_it_is_healthy_lists_none_and_finds_none()
    {
        await _service.DisposeAsync();
        await StartAsync(Path.Combine(_folder.Root, "nothing"));

        HealthCheckResponse health = await new Health.HealthClient(_service.Channel).CheckAsync(new HealthCheckRequest()).ResponseAsync.Within();
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, health.Status);
        await Refusals.ExpectAsync(StatusCode.NotFound, "encoder", () => _client.DescribeEncoderAsync(new DescribeEncoderRequest()).ResponseAsync);
        await Refusals.ExpectAsync(StatusCode.NotFound, "options.encoder", () => EncodeAsync(null, Text("a")));
    }

    [Fact]
    public async Task Describes_the_default_and_every_model_by_name()
    {
        DescribeEncoderResponse standard = await _client.DescribeEncoderAsync(new DescribeEncoderRequest()).ResponseAsync.Within();
        DescribeEncoderResponse other = await _client.DescribeEncoderAsync(new DescribeEncoderRequest { Encoder = "clip/other" }).ResponseAsync.Within();

        Assert.Equal(("clip/bikes", ClipFolder.Width, ClipFolder.TokenWidth, ClipFolder.ContextLength), (standard.Encoder, standard.Width, standard.TokenWidth, standard.MaxTextTokens));
        Assert.Equal([EncoderInputKind.Text, EncoderInputKind.Picture], standard.Accepts);
        Assert.Equal(["clip/bikes", "clip/other"], standard.Encoders);
        Assert.Equal("clip/other", other.Encoder);
        Assert.NotEqual(standard.Digest, other.Digest);
        Assert.Equal(standard.Preprocessing, other.Preprocessing);
    }

    [Fact]
    public async Task Embeddings_are_the_model_s_for_texts_and_for_pictures_however_they_are_sent()
    {
        RgbImage picture = Pictures.Noise(50, 40, 3);
        using ClipEncoder model = _folder.Open("other");
        float[] text = model.EncodeTexts([model.Tokenizer.Tokenize("a blue bicycle")])[0];
        float[] seen = model.EncodePictures([picture])[0];

        EncodeResponse response = await EncodeAsync(
            new EncodingOptions { Encoder = "clip/other" }, Text("a blue bicycle"), Seen(Pictures.Png(picture)), Text("A  BLUE bicycle"), Seen(Pictures.Raw(picture)));

        Assert.All(response.Embeddings, embedding => Assert.Equal(("clip/other", model.Digest, 0), (embedding.Encoder, embedding.Digest, embedding.Tokens)));
        float[][] expected = [text, seen, text, seen];
        for (int i = 0; i < expected.Length; i++)
            AssertClose(expected[i], response.Embeddings[i].Values);
        Assert.Equal(5, response.Details[0].Tokens);
        Assert.Equal(0, response.Details[1].Tokens);
    }

    [Fact]
    public async Task Text_that_is_too_long_is_refused_with_its_tokens_and_the_limit_or_cut_as_asked()
    {
        RpcException refusal = await Refusals.ExpectAsync(StatusCode.InvalidArgument, "inputs[1].text", () => EncodeAsync(null, Text("red"), Text(TooLong)));
        EncodeResponse cut = await EncodeAsync(new EncodingOptions { Truncation = TextTruncation.Allow }, Text("red"), Text(TooLong));

        Assert.Contains($"{cut.Details[1].Tokens} tokens, at most {ClipFolder.ContextLength}", refusal.Status.Detail, StringComparison.Ordinal);
        Assert.Equal((false, true), (cut.Details[0].Truncated, cut.Details[1].Truncated));
        Assert.True(cut.Details[1].Tokens > ClipFolder.ContextLength);
        using ClipEncoder model = _folder.Open("bikes");
        AssertClose(model.EncodeTexts([model.Tokenizer.Tokenize(TooLong)])[0], cut.Embeddings[1].Values);
    }

    [Fact]
    public async Task Tokens_are_given_one_vector_each()
    {
        using ClipEncoder model = _folder.Open("bikes");
        var options = new EncodingOptions { Form = EmbeddingForm.Tokens };

        Embedding embedding = Assert.Single((await EncodeAsync(options, Text("a red bicycle"))).Embeddings);

        Assert.Equal(ClipFolder.ContextLength, embedding.Tokens);
        AssertClose(model.EncodeTokens([model.Tokenizer.Tokenize("a red bicycle")])[0], embedding.Values);
        EncodeResponse pooled = await EncodeAsync(null, Text("a red bicycle"));
        Assert.Equal((0, ClipFolder.Width), (pooled.CacheHits, pooled.Embeddings[0].Values.Count));
        await Refusals.ExpectAsync(StatusCode.InvalidArgument, "options.form", () => EncodeAsync(options, Seen(Pictures.Png(Pictures.Noise(8, 8, 1)))));
    }

    [Fact]
    public async Task What_it_cannot_honour_is_refused_naming_the_field()
    {
        (StatusCode Code, string Field, EncodingOptions Options, EncoderInput Input)[] wrong =
        [
            (StatusCode.NotFound, "options.encoder", new EncodingOptions { Encoder = "clip/none" }, Text("a")),
            (StatusCode.NotFound, "options.encoder", new EncodingOptions { Encoder = "clip/../bikes" }, Text("a")),
            (StatusCode.NotFound, "options.encoder", new EncodingOptions { Encoder = "glove/bikes" }, Text("a")),
            (StatusCode.InvalidArgument, "options.pooling", new EncodingOptions { Pooling = TextPooling.Sif }, Text("a")),
            (StatusCode.InvalidArgument, "options.form", new EncodingOptions { Form = (EmbeddingForm)9 }, Text("a")),
            (StatusCode.InvalidArgument, "options.truncation", new EncodingOptions { Truncation = (TextTruncation)9 }, Text("a")),
            (StatusCode.InvalidArgument, "inputs[0]", new EncodingOptions(), new EncoderInput()),
            (StatusCode.InvalidArgument, "inputs[0].parameters", new EncodingOptions(), new EncoderInput { Parameters = new DesignParameters() }),
            (StatusCode.InvalidArgument, "inputs[0].picture.data", new EncodingOptions(), Seen(new Picture())),
            (StatusCode.InvalidArgument, "inputs[0].text", new EncodingOptions { Truncation = TextTruncation.Allow }, Text(new string('a', 10_000))),
        ];
        foreach ((StatusCode code, string field, EncodingOptions options, EncoderInput input) in wrong)
            await Refusals.ExpectAsync(code, field, () => EncodeAsync(options, input));
        await Refusals.ExpectAsync(StatusCode.InvalidArgument, "inputs", () => EncodeAsync(null));
    }

    [Fact]
    public async Task Stream_answers_in_order_and_a_second_time_from_the_cache()
    {
        string[] words = [.. Enumerable.Range(0, 100).Select(i => $"bicycle {i % 50}")];
        using AsyncDuplexStreamingCall<StreamEncodeRequest, StreamEncodeResponse> call = _client.StreamEncode();
        Task writing = WriteAsync(call.RequestStream, words);
        var answers = new List<StreamEncodeResponse>();
        while (await call.ResponseStream.MoveNext(CancellationToken.None).Within())
            answers.Add(call.ResponseStream.Current);
        await writing.Within();

        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"{i}"), answers.Select(answer => answer.RequestId));
        Assert.Equal(answers.Take(50).Select(answer => answer.Embedding), answers.Skip(50).Select(answer => answer.Embedding));
        EncodeResponse again = await EncodeAsync(null, [.. words.Take(50).Select(Text)]);
        Assert.Equal(50, again.CacheHits);
        Assert.All(again.Details, detail => Assert.True(detail.CacheHit));
    }

    [Fact]
    public async Task Many_calls_at_once_get_what_each_would_get_alone()
    {
        using ClipEncoder model = _folder.Open("bikes");
        EncodeResponse[] responses = await Task.WhenAll(Enumerable.Range(0, 40).Select(call => EncodeAsync(
            null, Text($"a red bicycle {call}"), Seen(Pictures.Raw(Pictures.Noise(20 + call, 30, call))), Text($"blue wheels {call}"))));
        for (int call = 0; call < responses.Length; call++)
        {
            AssertClose(model.EncodeTexts([model.Tokenizer.Tokenize($"a red bicycle {call}")])[0], responses[call].Embeddings[0].Values);
            AssertClose(model.EncodePictures([Pictures.Noise(20 + call, 30, call)])[0], responses[call].Embeddings[1].Values);
            AssertClose(model.EncodeTexts([model.Tokenizer.Tokenize($"blue wheels {call}")])[0], responses[call].Embeddings[2].Values);
        }
    }

    [Fact]
    public async Task Inputs_of_different_calls_are_computed_together()
    {
        var batches = new ConcurrentBag<long>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, on) =>
        {
            if (instrument.Name == "inpaint.inference.batch")
                on.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, size, tags, _) =>
        {
            if (tags.Contains(new KeyValuePair<string, object?>("engine", "inference clip")))
                batches.Add(size);
        });
        listener.Start();

        await Task.WhenAll(Enumerable.Range(0, 64).Select(call => EncodeAsync(null, Text($"bicycle {call}"))));

        Assert.InRange(batches.Max(), 2, 16);
    }

    [Fact]
    public async Task More_than_the_queue_holds_is_refused_with_a_hint_and_leaves_room_behind()
    {
        await _service.DisposeAsync();
        await StartAsync(_folder.Root, "--Inference:QueueCapacity", "4", "--Inference:MaxBatch", "1");

        RpcException refusal = await Assert.ThrowsAsync<RpcException>(() => EncodeAsync(null, [.. Enumerable.Range(0, 256).Select(i => Text($"{i}"))]));

        Assert.Equal(StatusCode.ResourceExhausted, refusal.StatusCode);
        Assert.True(Refusals.RetryDelayOf(refusal) > TimeSpan.Zero);
        Assert.Single((await EncodeAsync(null, Text("red"))).Embeddings);
    }

    [Fact]
    public async Task New_revision_takes_over_under_its_own_digest()
    {
        Embedding before = (await EncodeAsync(null, Text("red"))).Embeddings[0];
        string digest = _folder.Write("bikes", seed: 5, isDefault: true, revision: "0002");
        Embedding after = before;
        for (int i = 0; i < 600 && after.Digest != digest; i++)
        {
            await Task.Delay(50);
            after = (await EncodeAsync(null, Text("red"))).Embeddings[0];
        }

        Assert.Equal(digest, after.Digest);
        Assert.NotEqual(before.Values, after.Values);
    }

    private async Task StartAsync(string root, params string[] settings)
    {
        string[] arguments = RunningService.Arguments(["--Models:Root", root, "--Models:RefreshInterval", "00:00:00.100", .. settings]);
        _service = await RunningService.StartAsync(ClipHost.Build(arguments));
        _client = new EncoderService.EncoderServiceClient(_service.Channel);
    }

    private Task<EncodeResponse> EncodeAsync(EncodingOptions? options, params EncoderInput[] inputs)
    {
        var request = new EncodeRequest { Options = options };
        request.Inputs.AddRange(inputs);
        return _client.EncodeAsync(request).ResponseAsync.Within();
    }

    private static async Task WriteAsync(IClientStreamWriter<StreamEncodeRequest> stream, string[] words)
    {
        for (int i = 0; i < words.Length; i++)
            await stream.WriteAsync(new StreamEncodeRequest { RequestId = $"{i}", Input = Text(words[i]) });
        await stream.CompleteAsync();
    }

    private static EncoderInput Text(string text) => new() { Text = text };

    private static EncoderInput Seen(Picture picture) => new() { Picture = picture };

    // Alone and in a batch the same sums are taken in another order.
    private static void AssertClose(float[] expected, IReadOnlyList<float> actual)
    {
        Assert.Equal(expected.Length, actual.Count);
        float largest = expected.Max(Math.Abs);
        for (int i = 0; i < expected.Length; i++)
            Assert.InRange(actual[i] - expected[i], -1e-5f * largest, 1e-5f * largest);
    }
}
