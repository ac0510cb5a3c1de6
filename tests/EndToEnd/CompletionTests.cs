using Google.Protobuf;
using Grpc.Core;
using Inpaint.Client;
using Inpaint.Imaging;
using Inpaint.Tests.EndToEnd.Support;
using Inpaint.V1;

namespace Inpaint.Tests.EndToEnd;

[Collection(SuiteCollection.Name)]
public sealed class CompletionTests(SuiteFixture suite)
{
    [Theory]
    [InlineData("unet")]
    [InlineData("vae")]
    public async Task Known_pixels_come_back_byte_exact_and_the_hole_is_filled(string generator)
    {
        Bike bike = await BikeAsync();
        List<InpaintEvent> events = await RunAsync(bike.Request(), generator);
        Assert.IsType<InpaintEvent.Queued>(events[0]);
        Assert.IsType<InpaintEvent.Started>(events[1]);
        InpaintResult result = Assert.IsType<InpaintEvent.Completed>(events[^1]).Result;
        RgbImage completed = PictureCodec.Decode(result.Picture.Data.Span, PictureLimits.Default);
        int changed = 0;
        for (int i = 0; i < bike.Mask.Hole.Length; i++)
        {
            bool same = completed.Pixels.AsSpan(3 * i, 3).SequenceEqual(bike.Partial.Pixels.AsSpan(3 * i, 3));
            if (bike.Mask.Hole[i] == 0)
                Assert.True(same, $"pixel {i} outside the hole has changed");
            else
                changed += same ? 0 : 1;
        }
        Assert.True(changed > 0, "nothing was filled in");
    }

    [Fact]
    public async Task Result_tells_how_it_came_about()
    {
        Bike bike = await BikeAsync();
        InpaintRequest request = bike.Request();
        DataSet dataSet = (await suite.Client.ListDataSetsAsync()).Single(candidate => candidate.Name == "bikes");
        string[] known = [.. dataSet.ParameterSchema.Parameters.Select(parameter => parameter.Name).Where((_, i) => !double.IsNaN(bike.Parameters[i]))];
        request.Parameters = new DesignParameters();
        for (int i = 0; i < bike.Parameters.Length; i++)
        {
            if (!double.IsNaN(bike.Parameters[i]))
                request.Parameters.Parameters.Add(new DesignParameter { Name = dataSet.ParameterSchema.Parameters[i].Name, Value = bike.Parameters[i] });
        }
        InpaintResult result = Assert.IsType<InpaintEvent.Completed>((await RunAsync(request, "unet"))[^1]).Result;
        GeneratorModel model = (await suite.Client.DescribeGeneratorAsync(new CallSettings { Generator = "unet" })).Models.Single(candidate => candidate.Name == "small-unet");
        Assert.Equal(("unet", "unet", "small-unet", model.WeightsDigest, 5), (result.Generator, result.Arm, result.Model, result.WeightsDigest, result.Seed));
        Assert.Equal(known, result.KnownParameters);
    }

    [Fact]
    public async Task Same_seed_gives_the_same_bytes_and_parameters_change_them()
    {
        Bike bike = await BikeAsync();
        InpaintRequest with = bike.Request();
        with.Parameters = new DesignParameters { Parameters = { new DesignParameter { Name = "Stack", Value = 640 } } };
        ByteString first = await PictureAsync(bike.Request(), "unet");
        Assert.Equal(first, await PictureAsync(bike.Request(), "unet"));
        Assert.NotEqual(first, await PictureAsync(with, "unet"));
    }

    [Fact]
    public async Task Same_key_meets_the_same_arm_and_both_arms_are_met()
    {
        Bike bike = await BikeAsync();
        var arms = new HashSet<string>();
        for (int i = 0; i < 16; i++)
        {
            var settings = new CallSettings { ArmKey = $"caller-{i}" };
            string first = await ArmAsync(bike, settings);
            Assert.Equal(first, await ArmAsync(bike, settings));
            arms.Add(first);
        }
        Assert.Equal(["unet", "vae"], arms.Order());
    }

    [Fact]
    public async Task Many_pictures_on_one_stream_equal_those_completed_alone()
    {
        PullBatchesResponse batch = await suite.PullBikesAsync(6);
        Bike[] bikes = [.. Enumerable.Range(0, 6).Select(i => Bike.From(batch, i))];
        Dictionary<string, InpaintResult> together = await suite.Client
            .InpaintManyAsync(bikes.Select((bike, i) => Named(bike, i)).ToAsyncEnumerable(), new CallSettings { Generator = "unet" })
            .OfType<InpaintEvent.Completed>()
            .ToDictionaryAsync(completed => completed.RequestId, completed => completed.Result)
            .AsTask().WaitAsync(SuiteFixture.Limit);
        for (int i = 0; i < bikes.Length; i++)
            Assert.Equal(await PictureAsync(bikes[i].Request(), "unet"), together[$"bike-{i}"].Picture.Data);

        static InpaintRequest Named(Bike bike, int i)
        {
            InpaintRequest request = bike.Request($"bike-{i}");
            request.Model = "small-unet";
            return request;
        }
    }

    public static TheoryData<string, string, StatusCode> WrongRequests => new()
    {
        { "not a picture", "partial", StatusCode.InvalidArgument },
        { "mask of another size", "mask", StatusCode.InvalidArgument },
        { "no hole", "mask", StatusCode.InvalidArgument },
        { "rectangle outside", "mask", StatusCode.InvalidArgument },
        { "not a number", "parameters", StatusCode.InvalidArgument },
        { "unknown parameter", "parameters", StatusCode.InvalidArgument },
        { "text", "text", StatusCode.InvalidArgument },
        { "unknown model", "model", StatusCode.NotFound },
    };

    [Theory]
    [MemberData(nameof(WrongRequests))]
    public async Task Wrong_request_is_refused_naming_the_field(string fault, string field, StatusCode code)
    {
        InpaintRequest request = (await BikeAsync()).Request();
        switch (fault)
        {
            case "not a picture":
                request.Partial.Data = ByteString.CopyFromUtf8("not a picture");
                break;
            case "mask of another size":
                request.Mask.Picture.Data = ByteString.CopyFrom(PictureCodec.EncodePng(HoleMask.FromRectangles(8, 8, [new PixelRectangle(0, 0, 2, 2)])));
                break;
            case "no hole":
                request.Mask.Picture.Data = ByteString.CopyFrom(PictureCodec.EncodePng(new HoleMask(128, 80)));
                break;
            case "rectangle outside":
                request.Mask = new Mask { Rectangles = new RectangleList { Rectangles = { new Rectangle { Right = 129, Bottom = 5 } } } };
                break;
            case "not a number":
                request.Parameters = new DesignParameters { Parameters = { new DesignParameter { Name = "Stack", Value = double.NaN } } };
                break;
            case "unknown parameter":
                request.Parameters = new DesignParameters { Parameters = { new DesignParameter { Name = "Wings", Value = 2 } } };
                break;
            case "text":
                request.Text = "a red bicycle";
                break;
            case "unknown model":
                request.Model = "nobody";
                break;
        }
        var error = await Assert.ThrowsAsync<InpaintException>(() => RunAsync(request, "unet"));
        Assert.Equal(code, error.Code);
        Assert.Contains(error.Violations, violation => violation.Field.StartsWith(field, StringComparison.Ordinal));
    }

    private async Task<Bike> BikeAsync() => Bike.From(await suite.PullBikesAsync(1), 0);

    private Task<List<InpaintEvent>> RunAsync(InpaintRequest request, string generator)
    {
        // By name: what other tests train meanwhile may become a generator's default.
        if (request.Model.Length == 0)
            request.Model = "small-" + generator;
        return suite.Client.InpaintAsync(request, new CallSettings { Generator = generator }).ToListAsync().AsTask().WaitAsync(SuiteFixture.Limit);
    }

    private async Task<ByteString> PictureAsync(InpaintRequest request, string generator) =>
        Assert.IsType<InpaintEvent.Completed>((await RunAsync(request, generator))[^1]).Result.Picture.Data;

    private async Task<string> ArmAsync(Bike bike, CallSettings settings)
    {
        InpaintEvent last = await suite.Client.InpaintAsync(bike.Request(), settings).LastAsync().AsTask().WaitAsync(SuiteFixture.Limit);
        InpaintResult result = Assert.IsType<InpaintEvent.Completed>(last).Result;
        Assert.Equal(result.Generator, result.Arm);
        return result.Arm;
    }
}
