using Grpc.Core;
using Grpc.Net.Client;
using Inpaint.Client;
using Inpaint.V1;

namespace Inpaint.Tests.Integration.Gateway;

public sealed class GatewayRoutingTests : IAsyncLifetime
{
    private Backend _unet = null!;
    private Backend _vae = null!;

    public async Task InitializeAsync()
    {
        _unet = await Backend.StartAsync("unet");
        _vae = await Backend.StartAsync("vae");
    }

    public async Task DisposeAsync()
    {
        await _unet.DisposeAsync();
        await _vae.DisposeAsync();
    }

    [Fact]
    public async Task Requested_generator_answers_and_is_the_arm()
    {
        await using RunningGateway gateway = await StartAsync(unet: 1, vae: 1);
        foreach (string generator in (string[])["vae", "unet", "vae"])
        {
            InpaintResult result = await CompleteAsync(gateway, new CallSettings { Generator = generator });
            Assert.Equal(generator, result.Generator);
            Assert.Equal(generator, result.Arm);
        }
    }

    [Fact]
    public async Task Unknown_generator_is_not_found_naming_the_metadata()
    {
        await using RunningGateway gateway = await StartAsync(unet: 1, vae: 1);
        var error = await Assert.ThrowsAsync<InpaintException>(() => CompleteAsync(gateway, new CallSettings { Generator = "diffusion" }));
        Assert.Equal(StatusCode.NotFound, error.Code);
        FieldViolation violation = Assert.Single(error.Violations);
        Assert.Equal("inpaint-generator", violation.Field);
        Assert.Contains("unet, vae", violation.Description, StringComparison.Ordinal);
        Assert.Empty(_unet.State.Headers);
        Assert.Empty(_vae.State.Headers);
    }

    [Fact]
    public async Task Unnamed_generator_without_a_split_is_refused_naming_the_metadata()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync(
            [.. RunningGateway.Generator("unet", _unet), .. RunningGateway.Generator("vae", _vae)]);
        var error = await Assert.ThrowsAsync<InpaintException>(() => CompleteAsync(gateway));
        Assert.Equal(StatusCode.InvalidArgument, error.Code);
        Assert.Equal("inpaint-generator", Assert.Single(error.Violations).Field);
    }

    [Fact]
    public async Task Only_generator_answers_where_no_split_is_configured()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync([.. RunningGateway.Generator("vae", _vae)]);
        Assert.Equal("vae", (await CompleteAsync(gateway)).Arm);
    }

    [Fact]
    public async Task Calls_without_key_split_by_weight_within_binomial_bounds()
    {
        await using RunningGateway gateway = await StartAsync(unet: 3, vae: 1);
        AssertBinomial(await CountUnetAsync(gateway, 400, _ => null), 400, .75);
    }

    [Fact]
    public async Task Keys_split_by_weight_and_stick()
    {
        await using RunningGateway gateway = await StartAsync(unet: 3, vae: 1);
        int first = await CountUnetAsync(gateway, 400, i => "caller-" + i);
        AssertBinomial(first, 400, .75);
        Assert.Equal(first, await CountUnetAsync(gateway, 400, i => "caller-" + i));
        for (int i = 0; i < 20; i++)
            Assert.Equal(await gateway.WhoAnswersAsync(Key("caller-7")), await gateway.WhoAnswersAsync(Key("caller-7")));
    }

    [Fact]
    public async Task Changed_weight_moves_only_its_share()
    {
        await using RunningGateway before = await StartAsync(unet: 3, vae: 1);
        await using RunningGateway after = await StartAsync(unet: 3, vae: 3);
        int moved = 0;
        for (int i = 0; i < 400; i++)
        {
            string was = await before.WhoAnswersAsync(Key("caller-" + i));
            string now = await after.WhoAnswersAsync(Key("caller-" + i));
            // The vae's share grows: nobody who was there leaves it.
            Assert.False(was == "vae" && now == "unet");
            moved += was == now ? 0 : 1;
        }
        AssertBinomial(moved, 400, .25);
    }

    [Fact]
    public async Task Arm_is_told_in_the_result_and_the_headers_and_cannot_be_claimed()
    {
        await using RunningGateway gateway = await StartAsync(unet: 0, vae: 1);
        using GrpcChannel channel = GrpcChannel.ForAddress(gateway.Address);
        var metadata = new Metadata { { "inpaint-arm", "mine" } };
        using var call = new GeneratorService.GeneratorServiceClient(channel).Inpaint(new InpaintRequest { RequestId = "1" }, metadata);
        Metadata headers = await call.ResponseHeadersAsync.WaitAsync(RunningGateway.Timeout);
        Assert.Equal("vae-arm", headers.GetValue("inpaint-arm"));
        List<InpaintResponse> responses = await call.ResponseStream.ReadAllAsync().ToListAsync().AsTask().WaitAsync(RunningGateway.Timeout);
        Assert.Equal("vae-arm", responses[^1].Result.Arm);
    }

    [Fact]
    public async Task Encoder_is_chosen_by_name_and_an_unknown_one_is_not_found()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync(
            [.. RunningGateway.Generator("vae", _vae), $"--Gateway:Encoders:parametric:Addresses:0={_unet.Address}", $"--Gateway:Encoders:clip:Addresses:0={_vae.Address}"]);
        Assert.Equal("unet", (await gateway.Client.DescribeEncoderAsync()).Encoder);
        Assert.Equal("vae", (await gateway.Client.DescribeEncoderAsync(new CallSettings { Encoder = "clip" })).Encoder);
        var error = await Assert.ThrowsAsync<InpaintException>(() => gateway.Client.DescribeEncoderAsync(new CallSettings { Encoder = "glove" }));
        Assert.Equal(StatusCode.NotFound, error.Code);
        Assert.Equal("inpaint-encoder", Assert.Single(error.Violations).Field);
    }

    [Fact]
    public async Task Service_that_is_not_offered_is_unimplemented()
    {
        await using RunningGateway gateway = await StartAsync(unet: 1, vae: 1);
        var error = await Assert.ThrowsAsync<InpaintException>(() => gateway.Client.ListRecipesAsync());
        Assert.Equal(StatusCode.Unimplemented, error.Code);
    }

    private Task<RunningGateway> StartAsync(double unet, double vae) => RunningGateway.StartAsync(
    [
        .. RunningGateway.Generator("unet", _unet),
        .. RunningGateway.Generator("vae", _vae),
        .. RunningGateway.Arm(0, "unet", unet),
        .. RunningGateway.Arm(1, "vae", vae),
    ]);

    private static async Task<InpaintResult> CompleteAsync(RunningGateway gateway, CallSettings? settings = null)
    {
        List<InpaintEvent> events = await gateway.Client.InpaintAsync(new InpaintRequest { RequestId = "1" }, settings)
            .ToListAsync().AsTask().WaitAsync(RunningGateway.Timeout);
        return Assert.IsType<InpaintEvent.Completed>(events[^1]).Result;
    }

    private static async Task<int> CountUnetAsync(RunningGateway gateway, int calls, Func<int, string?> key)
    {
        int count = 0;
        for (int i = 0; i < calls; i++)
            count += await gateway.WhoAnswersAsync(Key(key(i))) == "unet" ? 1 : 0;
        return count;
    }

    private static CallSettings Key(string? key) => new() { ArmKey = key };

    /// <summary>Five standard deviations: a fair split leaves them once in two million runs.</summary>
    private static void AssertBinomial(int count, int calls, double share)
    {
        double deviation = Math.Sqrt(calls * share * (1 - share));
        Assert.InRange(count, calls * share - 5 * deviation, calls * share + 5 * deviation);
    }
}
