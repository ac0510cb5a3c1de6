using Google.Protobuf;
using Grpc.Core;
using Inpaint.Imaging;
using Inpaint.Serving;
using Inpaint.Tests.Integration.Support;
using Inpaint.V1;

namespace Inpaint.Tests.Integration.Augmentation;

public sealed class AugmentationServiceTests
{
    [Fact]
    public async Task Bikes_are_listed_with_their_parameters()
    {
        await using var service = await RunningAugmentation.StartAsync();
        var bikes = Assert.Single((await service.Client.ListDataSetsAsync(new ListDataSetsRequest()).ResponseAsync.Within()).DataSets);
        Assert.Equal(("bikes", 128, 80), (bikes.Name, bikes.Width, bikes.Height));
        Assert.Equal((10_000L, 1_000L, 1_000L), (bikes.TrainSamples, bikes.ValidationSamples, bikes.TestSamples));
        Assert.Equal(96, bikes.ParameterSchema.Parameters.Count);
        Assert.Equal(64, bikes.Digest.Length);
    }

    [Fact]
    public async Task Configured_folder_is_served_beside_the_bikes()
    {
        using var folder = new PictureFolder(count: 20);
        await using var service = await RunningAugmentation.StartAsync($"--DataSets:squares:Path={folder.Path}");
        var listed = (await service.Client.ListDataSetsAsync(new ListDataSetsRequest()).ResponseAsync.Within()).DataSets;
        Assert.Equal(["bikes", "squares"], listed.Select(set => set.Name));
        Assert.Equal((18L, 2L, 0L), (listed[1].TrainSamples, listed[1].ValidationSamples, listed[1].TestSamples));
        Assert.Null(listed[1].ParameterSchema);

        using var call = service.Client.PullBatches();
        await call.RequestStream.WriteAsync(new PullBatchesRequest { Open = new BatchSpecification { DataSet = "squares", Split = Split.Train, BatchSize = 5, Mirror = true } }).Within();
        await call.RequestStream.WriteAsync(new PullBatchesRequest { Demand = 1 }).Within();
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None).Within());
        Assert.Equal([5L, 3L, 24L, 32L], call.ResponseStream.Current.Pictures.Shape);
        Assert.Null(call.ResponseStream.Current.Parameters);
    }

    [Fact]
    public void Folder_that_is_not_there_ends_the_start_naming_its_key()
    {
        var error = Assert.Throws<InvalidOperationException>(() => Inpaint.Augmentation.AugmentationHost.Build(["--DataSets:none:Path=/nowhere/at/all"]));
        Assert.Contains("DataSets:none", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hole_is_cut_white_and_the_rest_stays()
    {
        var whole = Picture(40, 30);
        await using var service = await RunningAugmentation.StartAsync();
        var request = new MaskPictureRequest { Picture = PictureWriter.Write(whole, PictureFormat.Png), MaskKind = MaskKind.Squares, Seed = 8 };
        var answer = await service.Client.MaskPictureAsync(request).ResponseAsync.Within();
        var partial = PictureCodec.Decode(answer.Partial.Data.Span, PictureLimits.Default);
        var mask = HoleMask.FromImage(PictureCodec.Decode(answer.Mask.Data.Span, PictureLimits.Default));

        Assert.Equal(2, answer.Rectangles.Rectangles.Count);
        Assert.Equal(2 * 8 * 8, mask.HoleCount);
        for (var i = 0; i < mask.Hole.Length; i++)
            Assert.Equal(mask.Hole[i] == 1 ? 255 : whole.Pixels[3 * i], partial.Pixels[3 * i]);
        Assert.Equal(answer, await service.Client.MaskPictureAsync(request).ResponseAsync.Within());
    }

    [Theory]
    [InlineData(MaskKind.Own, "mask_kind")]
    [InlineData((MaskKind)77, "mask_kind")]
    public async Task Mask_kind_that_is_not_offered_is_refused(MaskKind kind, string field)
    {
        await using var service = await RunningAugmentation.StartAsync();
        var request = new MaskPictureRequest { Picture = PictureWriter.Write(Picture(40, 30), PictureFormat.Png), MaskKind = kind };
        await AssertRefusedAsync(service, request, field);
    }

    [Fact]
    public async Task Something_that_is_no_picture_or_a_tiny_one_is_refused()
    {
        await using var service = await RunningAugmentation.StartAsync();
        await AssertRefusedAsync(service, new MaskPictureRequest(), "picture");
        await AssertRefusedAsync(service, new MaskPictureRequest { Picture = new Picture { Data = ByteString.CopyFromUtf8("no picture") } }, "picture.data");
        await AssertRefusedAsync(service, new MaskPictureRequest { Picture = PictureWriter.Write(Picture(7, 30), PictureFormat.Png) }, "picture");
    }

    private static async Task AssertRefusedAsync(RunningAugmentation service, MaskPictureRequest request, string field)
    {
        var refusal = await Assert.ThrowsAsync<RpcException>(() => service.Client.MaskPictureAsync(request).ResponseAsync.Within());
        Assert.Equal((StatusCode.InvalidArgument, field), (refusal.StatusCode, FieldError.FieldOf(refusal)));
    }

    private static RgbImage Picture(int width, int height)
    {
        var picture = new RgbImage(width, height);
        for (var i = 0; i < picture.Pixels.Length; i++)
            picture.Pixels[i] = (byte)(i % 251);
        return picture;
    }

    /// <summary>A folder of small pictures with their captions, gone when the test is.</summary>
    private sealed class PictureFolder : IDisposable
    {
        public PictureFolder(int count)
        {
            var images = Directory.CreateDirectory(System.IO.Path.Combine(Path, "train", "images")).FullName;
            for (var i = 0; i < count; i++)
                File.WriteAllBytes(System.IO.Path.Combine(images, $"{i}.png"), PictureCodec.EncodePng(Picture(32, 24)));
            File.WriteAllLines(System.IO.Path.Combine(Path, "train", "captions.csv"), ["image,description", .. Enumerable.Range(0, count).Select(i => $"{i}.png,squares {i}")]);
        }

        public string Path { get; } = Directory.CreateTempSubdirectory("inpaint-pictures-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
