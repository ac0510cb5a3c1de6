using Google.Protobuf;
using Grpc.Core;
using Inpaint.Imaging;
using Inpaint.Tests.Integration.Serving;
using Inpaint.V1;

namespace Inpaint.Tests.Integration.Generators;

public class InpaintRefusalTests
{
    [Fact]
    public async Task Wrong_requests_are_refused_naming_the_field_and_never_computed()
    {
        await using StubGenerator generator = await StubGenerator.StartAsync();
        var other = new RgbImage(8, 6);
        (string Field, Action<InpaintRequest> Spoil)[] wrong =
        [
            ("request_id", request => request.RequestId = new string('x', 129)),
            ("partial", request => request.Partial = null),
            ("partial.data", request => request.Partial = new Picture()),
            ("partial.data", request => request.Partial = new Picture { Data = ByteString.CopyFromUtf8("not a picture") }),
            ("partial.data", request => request.Partial.Data = ByteString.CopyFrom(request.Partial.Data.Span[..60])),
            ("partial.format", request => request.Partial.Format = PictureFormat.Jpeg),
            ("partial.width", request => request.Partial.Width = 17),
            ("partial", request => request.Partial = Pictures.Png(other)),
            ("mask", request => request.Mask = null),
            ("mask", request => request.Mask = new Mask()),
            ("mask.picture", request => request.Mask = new Mask { Picture = Pictures.Png(other) }),
            ("mask.picture.data", request => request.Mask = new Mask { Picture = new Picture { Data = ByteString.CopyFromUtf8("not a mask") } }),
            ("mask", request => request.Mask = new Mask { Picture = Pictures.Png(new RgbImage(16, 12)) }),
            ("mask", request => request.Mask = Pictures.Rectangle(0, 0, 16, 12)),
            ("mask.rectangles.rectangles", request => request.Mask = new Mask { Rectangles = new RectangleList() }),
            ("mask.rectangles.rectangles[0].left", request => request.Mask = Pictures.Rectangle(-1, 0, 4, 4)),
            ("mask.rectangles.rectangles[0].right", request => request.Mask = Pictures.Rectangle(4, 0, 4, 4)),
            ("mask.rectangles.rectangles[0].bottom", request => request.Mask = Pictures.Rectangle(0, 0, 4, 13)),
            ("text", request => request.Text = "a red bicycle"),
            ("parameters", request => request.Parameters = new DesignParameters()),
            ("embeddings", request => request.Embeddings.Add(new Embedding())),
            ("result_format", request => request.ResultFormat = PictureFormat.Jpeg),
            ("result_format", request => request.ResultFormat = (PictureFormat)17),
            ("preview_every", request => request.PreviewEvery = -1),
        ];

        foreach ((string field, Action<InpaintRequest> spoil) in wrong)
        {
            InpaintRequest request = StubGenerator.Request();
            spoil(request);
            await Refusals.ExpectAsync(StatusCode.InvalidArgument, field, () => generator.InpaintAsync(request));
        }
        Assert.Empty(generator.Models.Batches);
    }

    [Theory]
    [InlineData("nobody-trained-this")]
    [InlineData("../../etc/passwd")]
    public async Task Unknown_model_is_not_found(string model)
    {
        await using StubGenerator generator = await StubGenerator.StartAsync();
        InpaintRequest request = StubGenerator.Request();
        request.Model = model;

        await Refusals.ExpectAsync(StatusCode.NotFound, "model", () => generator.InpaintAsync(request));
    }

    [Fact]
    public async Task Generator_without_models_says_so()
    {
        await using StubGenerator generator = await StubGenerator.StartAsync(new StubModels { Names = [] });

        await Refusals.ExpectAsync(StatusCode.NotFound, "model", () => generator.InpaintAsync(StubGenerator.Request()));
    }

    [Fact]
    public async Task Size_other_than_the_model_s_is_refused_saying_which_is_accepted()
    {
        await using StubGenerator generator = await StubGenerator.StartAsync();
        InpaintRequest request = StubGenerator.Request();
        request.Partial = Pictures.Png(new RgbImage(128, 80));

        RpcException refusal = await Refusals.ExpectAsync(StatusCode.InvalidArgument, "partial", () => generator.InpaintAsync(request));

        Assert.Equal("partial: 128x80, but the model stub-large takes 16x12", refusal.Status.Detail);
    }
}
