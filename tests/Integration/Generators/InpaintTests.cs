using Grpc.Core;
using Inpaint.Imaging;
using Inpaint.Tests.Integration.Serving;
using Inpaint.Tests.Integration.Support;
using Inpaint.V1;

namespace Inpaint.Tests.Integration.Generators;

public class InpaintTests
{
    [Fact]
    public async Task Events_come_in_order_and_the_result_says_how_it_came_about()
    {
        await using StubGenerator generator = await StubGenerator.StartAsync();

        List<InpaintResponse> events = await generator.InpaintAsync(StubGenerator.Request(200, "mine"), new Metadata { { "inpaint-arm", "blue" } });

        Assert.Equal(
            [InpaintResponse.EventOneofCase.Queued, InpaintResponse.EventOneofCase.Started, InpaintResponse.EventOneofCase.Progress, InpaintResponse.EventOneofCase.Result],
            events.Select(item => item.EventCase));
        Assert.All(events, item => Assert.Equal("mine", item.RequestId));
        Assert.Equal((1, 1), (events[2].Progress.Step, events[2].Progress.Steps));
        InpaintResult result = events[^1].Result;
        Assert.Equal(("stub", "stub-large", "digest of stub-large", 200, "blue"), (result.Generator, result.Model, result.WeightsDigest, result.Seed, result.Arm));
    }

    [Theory]
    [InlineData(PictureFormat.Unspecified)]
    [InlineData(PictureFormat.Png)]
    [InlineData(PictureFormat.Raw)]
    public async Task Known_pixels_are_byte_exact_and_the_hole_is_filled(PictureFormat format)
    {
        await using StubGenerator generator = await StubGenerator.StartAsync();
        InpaintRequest request = StubGenerator.Request(200);
        request.ResultFormat = format;

        Picture picture = (await generator.InpaintAsync(request))[^1].Result.Picture;

        Assert.Equal(format == PictureFormat.Raw ? PictureFormat.Raw : PictureFormat.Png, picture.Format);
        RgbImage completed = Pictures.Decode(picture);
        HoleMask mask = HoleMask.FromRectangles(StubModels.Width, StubModels.Height, [new PixelRectangle(2, 3, 9, 8)]);
        for (int i = 0; i < mask.Hole.Length; i++)
        {
            byte[] expected = mask.Hole[i] == 1 ? [200, 200, 200] : StubGenerator.Partial.Pixels[(3 * i)..(3 * i + 3)];
            Assert.Equal(expected, completed.Pixels[(3 * i)..(3 * i + 3)]);
        }
    }

    [Fact]
    public async Task Without_a_seed_one_is_drawn_and_the_same_request_id_draws_the_same()
    {
        await using StubGenerator generator = await StubGenerator.StartAsync();

        InpaintResult first = await WithoutSeedAsync(generator, "retried"), again = await WithoutSeedAsync(generator, "retried"), other = await WithoutSeedAsync(generator, "other");

        Assert.Equal(first.Picture, again.Picture);
        Assert.Equal(first.Seed, again.Seed);
        Assert.NotEqual(first.Seed, other.Seed);
    }

    [Fact]
    public async Task Request_without_an_id_is_given_one()
    {
        await using StubGenerator generator = await StubGenerator.StartAsync();

        List<InpaintResponse> events = await generator.InpaintAsync(StubGenerator.Request());

        Assert.NotEmpty(events[0].RequestId);
        Assert.Single(events.Select(item => item.RequestId).Distinct());
    }

    [Fact]
    public async Task Model_can_be_chosen()
    {
        await using StubGenerator generator = await StubGenerator.StartAsync();
        InpaintRequest request = StubGenerator.Request();
        request.Model = "stub-small";

        Assert.Equal("stub-small", (await generator.InpaintAsync(request))[^1].Result.Model);
    }

    [Fact]
    public async Task Generator_describes_itself_and_its_models()
    {
        await using StubGenerator generator = await StubGenerator.StartAsync();

        DescribeGeneratorResponse description = await generator.Client.DescribeGeneratorAsync(new DescribeGeneratorRequest()).ResponseAsync.Within();

        Assert.Equal("stub", description.Generator);
        Assert.Equal([("stub-large", true), ("stub-small", false)], description.Models.Select(model => (model.Name, model.IsDefault)));
        Assert.All(description.Models, model => Assert.Equal((16, 12, 3, ""), (model.Width, model.Height, model.ParameterCount, model.Encoder)));
    }

    [Fact]
    public async Task Expired_call_is_refused_before_computing()
    {
        await using StubGenerator generator = await StubGenerator.StartAsync();
        using AsyncServerStreamingCall<InpaintResponse> call = generator.Client.Inpaint(StubGenerator.Request(), deadline: DateTime.UtcNow.AddSeconds(-1));

        RpcException exception = await Assert.ThrowsAsync<RpcException>(() => StubGenerator.ReadAsync(call).Within());

        Assert.Equal(StatusCode.DeadlineExceeded, exception.StatusCode);
        Assert.Empty(generator.Models.Batches);
    }

    private static async Task<InpaintResult> WithoutSeedAsync(StubGenerator generator, string id)
    {
        InpaintRequest request = StubGenerator.Request(id: id);
        request.ClearSeed();
        return (await generator.InpaintAsync(request))[^1].Result;
    }
}
