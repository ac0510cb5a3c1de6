using Grpc.Core;
using Inpaint.Client;
using Inpaint.Clip;
using Inpaint.Tests.Integration.Encoders;
using Inpaint.Tests.Integration.Serving;
using Inpaint.Tests.Integration.Support;
using Inpaint.V1;

namespace Inpaint.Tests.Integration.Gateway;

public sealed class GatewayClipTests : IAsyncLifetime
{
    private readonly ClipFolder _folder = new();
    private RunningService _clip = null!;
    private Backend _other = null!;
    private RunningGateway _gateway = null!;

    public async Task InitializeAsync()
    {
        _folder.Write("bikes", seed: 1, isDefault: true);
        _folder.Write("other", seed: 2);
        _clip = await RunningService.StartAsync(ClipHost.Build(RunningService.Arguments("--Models:Root", _folder.Root)));
        _other = await Backend.StartAsync("unet");
        _gateway = await RunningGateway.StartAsync(
        [
            .. RunningGateway.Generator("unet", _other), $"--Gateway:Encoders:parametric:Addresses:0={_other.Address}", $"--Gateway:Encoders:clip:Addresses:0={_clip.Address}",
        ]);
    }

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _clip.DisposeAsync();
        await _other.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Encoder_s_name_alone_finds_its_service()
    {
        EncodeResponse response = await _gateway.Client.EncodeTextsAsync(["a red bicycle"], new EncodingOptions { Encoder = "clip/other" }).Within();
        DescribeEncoderResponse description = await _gateway.Client.DescribeEncoderAsync(encoder: "clip/bikes").Within();

        Assert.Equal(("clip/other", ClipFolder.Width), (response.Embeddings[0].Encoder, response.Embeddings[0].Values.Count));
        Assert.Equal("clip/bikes", description.Encoder);
    }

    [Fact]
    public async Task Service_named_beside_the_call_answers_with_its_default()
    {
        var settings = new CallSettings { Encoder = "clip" };
        EncodeResponse texts = await _gateway.Client.EncodeTextsAsync(["a red bicycle"], settings: settings).Within();
        EncodeResponse pictures = await _gateway.Client.EncodePicturesAsync([Pictures.Png(Pictures.Noise(20, 20, 1))], settings: settings).Within();

        Assert.Equal(["clip/bikes", "clip/bikes"], texts.Embeddings.Concat(pictures.Embeddings).Select(embedding => embedding.Encoder));
    }

    [Fact]
    public async Task Refusal_reaches_the_caller_with_its_field()
    {
        string text = string.Join(' ', Enumerable.Repeat("wheels", 40));
        InpaintException refusal = await Assert.ThrowsAsync<InpaintException>(
            () => _gateway.Client.EncodeTextsAsync(["red", text], new EncodingOptions { Encoder = "clip/bikes" }).Within());

        Assert.Equal(StatusCode.InvalidArgument, refusal.Code);
        Assert.Equal("inputs[1].text", Assert.Single(refusal.Violations).Field);
    }
}
