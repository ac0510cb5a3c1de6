using Grpc.Core;
using Inpaint.Clip;
using Inpaint.Models;
using Inpaint.Tests.Integration.Encoders;
using Inpaint.Tests.Integration.Serving;
using Inpaint.V1;

namespace Inpaint.Tests.Integration.Generators;

public sealed class TextConditioningTests : IAsyncLifetime
{
    private const string Sentence = "a red bicycle";
    private const string TooLong = "a red bicycle with a red basket and a blue bicycle with blue wheels";

    private readonly ClipFolder _folder = new();
    private RunningService _clip = null!;
    private EncoderService.EncoderServiceClient _encoder = null!;
    private StubGenerator _generator = null!;
    private Embedding _tokens = null!;

    public async Task InitializeAsync()
    {
        _folder.Write("bikes", seed: 1, isDefault: true);
        _clip = await RunningService.StartAsync(ClipHost.Build(RunningService.Arguments("--Models:Root", _folder.Root)));
        _encoder = new EncoderService.EncoderServiceClient(_clip.Channel);
        _tokens = (await _encoder.EncodeAsync(new EncodeRequest
        {
            Inputs = { new EncoderInput { Text = Sentence } },
            Options = new EncodingOptions { Form = EmbeddingForm.Tokens },
        })).Embeddings[0];
        _generator = await StartAsync(_tokens.Digest);
    }

    public async Task DisposeAsync()
    {
        await _generator.DisposeAsync();
        await _clip.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Text_reaches_the_model_token_by_token()
    {
        InpaintResult result = (await _generator.InpaintAsync(With(Sentence)))[^1].Result;

        Assert.True(result.TextUsed);
        Assert.False(result.TextTruncated);
        Assert.Equal(_tokens.Values, Assert.Single(_generator.Models.Texts)!);
    }

    [Fact]
    public async Task Without_a_text_there_is_none()
    {
        InpaintResult result = (await _generator.InpaintAsync(StubGenerator.Request()))[^1].Result;

        Assert.False(result.TextUsed);
        Assert.Null(Assert.Single(_generator.Models.Texts));
    }

    [Fact]
    public async Task Ready_tokens_are_taken_as_they_are()
    {
        InpaintRequest request = StubGenerator.Request();
        request.Embeddings.Add(_tokens);

        InpaintResult result = (await _generator.InpaintAsync(request))[^1].Result;

        Assert.True(result.TextUsed);
        Assert.Equal(_tokens.Values, Assert.Single(_generator.Models.Texts)!);
    }

    [Fact]
    public async Task Text_that_is_too_long_is_refused_naming_the_caller_s_field_or_cut_where_the_request_says_so()
    {
        await Refusals.ExpectAsync(StatusCode.InvalidArgument, "text", () => _generator.InpaintAsync(With(TooLong)));
        InpaintRequest request = With(TooLong);
        request.TextTruncation = TextTruncation.Allow;

        InpaintResult result = (await _generator.InpaintAsync(request))[^1].Result;

        Assert.True(result.TextTruncated);
        Assert.Equal(ClipFolder.ContextLength * ClipFolder.TokenWidth, Assert.Single(_generator.Models.Texts)!.Length);
    }

    [Fact]
    public async Task Model_of_another_revision_of_the_encoder_is_refused()
    {
        await using StubGenerator generator = await StartAsync("another digest");

        await Refusals.ExpectAsync(StatusCode.FailedPrecondition, "model", () => generator.InpaintAsync(With(Sentence)));
    }

    private Task<StubGenerator> StartAsync(string digest) => StubGenerator.StartAsync(
        new StubModels { Text = new TextCondition("clip/bikes", digest, ClipFolder.TokenWidth, ClipFolder.ContextLength) },
        "--Services:Clip",
        _clip.Address);

    private static InpaintRequest With(string text)
    {
        InpaintRequest request = StubGenerator.Request();
        request.Text = text;
        return request;
    }
}
