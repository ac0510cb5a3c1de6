using Grpc.Core;
using Inpaint.Imaging;
using Inpaint.Parametric;
using Inpaint.Tests.Integration.Serving;
using Inpaint.Tests.Integration.Support;
using Inpaint.Unet;
using Inpaint.V1;
using Inpaint.Vae;
using ParameterSchema = Inpaint.Models.Parametric.ParameterSchema;

namespace Inpaint.Tests.Integration.Generators;

/// <summary>The generators' own hosts with real, untrained networks.</summary>
public sealed class NetworkTests : IDisposable
{
    private static readonly RgbImage Partial = Pictures.Noise(ModelFolder.Width, ModelFolder.Height, 3);
    private readonly ModelFolder _models = new();

    public void Dispose() => _models.Dispose();

    [Fact]
    public async Task Vae_completes_a_picture_and_keeps_known_pixels_byte_exact()
    {
        string digest = _models.WriteVae();
        await using RunningService vae = await StartVaeAsync();

        InpaintResult result = await ResultAsync(vae, Request());

        Assert.Equal(("vae", "vae-test", digest), (result.Generator, result.Model, result.WeightsDigest));
        AssertKnownPixelsKept(result);
    }

    [Fact]
    public async Task Vae_refuses_parameters()
    {
        _models.WriteVae();
        await using RunningService vae = await StartVaeAsync();
        InpaintRequest request = Request();
        request.Parameters = new DesignParameters();

        await Refusals.ExpectAsync(StatusCode.InvalidArgument, "parameters", () => ResultAsync(vae, request));
    }

    [Fact]
    public async Task Unet_takes_parameters_and_keeps_known_pixels_byte_exact()
    {
        string digest = _models.WriteUnet();
        await using RunningService encoder = await RunningService.StartAsync(ParametricHost.Build(RunningService.Arguments()));
        await using RunningService unet = await StartUnetAsync(encoder);
        Models.Parametric.ParameterDefinition first = ParameterSchema.Bikes.Parameters[0];
        InpaintRequest request = Request();
        request.Parameters = new DesignParameters { Parameters = { new DesignParameter { Name = first.Name, Value = first.Mean } } };

        InpaintResult result = await ResultAsync(unet, request);

        Assert.Equal(("unet", "unet-test", digest), (result.Generator, result.Model, result.WeightsDigest));
        Assert.Equal([first.Name], result.KnownParameters);
        AssertKnownPixelsKept(result);
    }

    [Fact]
    public async Task Same_seed_gives_the_same_bytes_alone_in_a_crowd_and_after_a_restart()
    {
        _models.WriteUnet();
        await using RunningService encoder = await RunningService.StartAsync(ParametricHost.Build(RunningService.Arguments()));
        await using RunningService first = await StartUnetAsync(encoder);
        InpaintResult alone = await ResultAsync(first, Request(seed: 9));
        InpaintResult[] crowd = await Task.WhenAll(Enumerable.Range(5, 10).Select(seed => ResultAsync(first, Request(seed)))).Within();
        await using RunningService second = await StartUnetAsync(encoder);

        Assert.Equal(alone.Picture, crowd[4].Picture);
        Assert.Equal(alone.Picture, (await ResultAsync(second, Request(seed: 9))).Picture);
    }

    [Fact]
    public async Task New_revision_is_served_and_a_damaged_one_is_not()
    {
        _models.WriteVae("1");
        await using RunningService vae = await StartVaeAsync();
        await ResultAsync(vae, Request());

        string second = _models.WriteVae("2", seed: 2);
        await TimeLimit.Until(async () => (await ResultAsync(vae, Request())).WeightsDigest == second, "the new revision is served");
        _models.WriteVae("3", seed: 3, damaged: true);
        string fourth = _models.WriteVae("4", seed: 4);

        await TimeLimit.Until(
            async () =>
            {
                string digest = (await ResultAsync(vae, Request())).WeightsDigest;
                Assert.Contains(digest, new[] { second, fourth });
                return digest == fourth;
            },
            "the next whole revision is served");
    }

    [Fact]
    public async Task Damaged_model_is_FAILED_PRECONDITION_and_says_nothing_of_this_machine()
    {
        _models.WriteVae("1", damaged: true);
        await using RunningService vae = await StartVaeAsync();

        RpcException refusal = await Refusals.ExpectAsync(StatusCode.FailedPrecondition, "model", () => ResultAsync(vae, Request()));

        Assert.DoesNotContain(_models.Root, refusal.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Damaged_manifest_does_not_hide_the_other_models_nor_end_the_one_that_is_open()
    {
        string digest = _models.WriteVae();
        await using RunningService vae = await StartVaeAsync();
        await ResultAsync(vae, Request());
        Directory.CreateDirectory(Path.Combine(_models.Root, "aaa-broken"));
        await File.WriteAllTextAsync(Path.Combine(_models.Root, "aaa-broken", "model.json"), "{");
        Assert.Equal(digest, (await ResultAsync(vae, Request())).WeightsDigest);

        await File.WriteAllTextAsync(Path.Combine(_models.Root, "vae-test", "model.json"), "{");

        Assert.Equal(digest, (await ResultAsync(vae, Request())).WeightsDigest);
        InpaintRequest broken = Request();
        broken.Model = "aaa-broken";
        await Refusals.ExpectAsync(StatusCode.FailedPrecondition, "model", () => ResultAsync(vae, broken));
    }

    private static InpaintRequest Request(long seed = 1) => new()
    {
        Partial = Pictures.Png(Partial),
        Mask = Pictures.Rectangle(20, 10, 90, 50),
        Seed = seed,
        ResultFormat = PictureFormat.Raw,
    };

    private static async Task<InpaintResult> ResultAsync(RunningService service, InpaintRequest request)
    {
        using AsyncServerStreamingCall<InpaintResponse> call = new GeneratorService.GeneratorServiceClient(service.Channel).Inpaint(request);
        return (await StubGenerator.ReadAsync(call).Within())[^1].Result;
    }

    private static void AssertKnownPixelsKept(InpaintResult result)
    {
        RgbImage completed = Pictures.Decode(result.Picture);
        HoleMask mask = HoleMask.FromRectangles(ModelFolder.Width, ModelFolder.Height, [new PixelRectangle(20, 10, 90, 50)]);
        Assert.Equal(Partial.Pixels, MaskedPictures.Paste(completed, Partial, mask).Pixels);
        Assert.NotEqual(Partial.Pixels, completed.Pixels);
    }

    private Task<RunningService> StartVaeAsync() => RunningService.StartAsync(VaeHost.Build(Arguments()));

    private Task<RunningService> StartUnetAsync(RunningService encoder) =>
        RunningService.StartAsync(UnetHost.Build([.. Arguments(), "--Services:Parametric", encoder.Address]));

    private string[] Arguments() => RunningService.Arguments(
        "--Models:Root", _models.Root, "--Models:RefreshInterval", "00:00:00.05", "--Logging:LogLevel:Inpaint", "None");
}
