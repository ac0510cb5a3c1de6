using Grpc.Core;
using Inpaint.Client;
using Inpaint.V1;

namespace Inpaint.Tests.Integration.Gateway;

public sealed class GatewayHealthTests : IAsyncLifetime
{
    private Backend _first = null!;
    private Backend _second = null!;

    public async Task InitializeAsync()
    {
        _first = await Backend.StartAsync("first");
        _second = await Backend.StartAsync("second");
    }

    public async Task DisposeAsync()
    {
        await _first.DisposeAsync();
        await _second.DisposeAsync();
    }

    [Fact]
    public async Task Killed_instance_is_out_of_rotation_and_no_call_fails()
    {
        await using RunningGateway gateway = await StartTwoInstancesAsync();
        await _first.KillAsync();
        await gateway.UntilInRotationAsync("unet", 1);
        for (int i = 0; i < 40; i++)
            Assert.Equal("second", await gateway.WhoAnswersAsync());
    }

    [Fact]
    public async Task Instance_that_says_not_serving_leaves_and_comes_back()
    {
        await using RunningGateway gateway = await StartTwoInstancesAsync();
        _second.State.Healthy = false;
        await gateway.UntilInRotationAsync("unet", 1);
        for (int i = 0; i < 20; i++)
            Assert.Equal("first", await gateway.WhoAnswersAsync());
        _second.State.Healthy = true;
        await gateway.UntilInRotationAsync("unet", 2);
    }

    [Fact]
    public async Task Instance_that_answers_unavailable_over_http_200_is_taken_out()
    {
        await using RunningGateway gateway = await StartTwoInstancesAsync("--Gateway:Health:ReactivationPeriod=00:10:00");
        _first.State.Refusal = StatusCode.Unavailable;
        int refused = 0;
        for (int i = 0; i < 200; i++)
        {
            try
            {
                await gateway.WhoAnswersAsync();
            }
            catch (InpaintException exception) when (exception.Code == StatusCode.Unavailable)
            {
                refused++;
            }
        }
        // A call or two may begin before the third one's end is accounted for.
        Assert.InRange(refused, 3, 20);
        await gateway.UntilInRotationAsync("unet", 1);
    }

    [Fact]
    public async Task Other_refusals_do_not_take_an_instance_out()
    {
        await using RunningGateway gateway = await StartTwoInstancesAsync();
        _first.State.Refusal = _second.State.Refusal = StatusCode.InvalidArgument;
        for (int i = 0; i < 20; i++)
            await Assert.ThrowsAsync<InpaintException>(() => gateway.WhoAnswersAsync());
        await gateway.UntilInRotationAsync("unet", 2);
    }

    [Fact]
    public async Task Generator_with_all_instances_down_is_unavailable()
    {
        await using RunningGateway gateway = await StartTwoInstancesAsync();
        await _first.KillAsync();
        await _second.KillAsync();
        await gateway.UntilInRotationAsync("unet", 0);
        var error = await Assert.ThrowsAsync<InpaintException>(() => gateway.WhoAnswersAsync(new CallSettings { Generator = "unet" }));
        Assert.Equal(StatusCode.Unavailable, error.Code);
    }

    [Fact]
    public async Task Arm_whose_generator_is_down_gives_its_callers_to_the_others()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync(
        [
            .. RunningGateway.Generator("unet", _first),
            .. RunningGateway.Generator("vae", _second),
            .. RunningGateway.Arm(0, "unet", 1),
            .. RunningGateway.Arm(1, "vae", 1),
        ]);
        await _first.KillAsync();
        await gateway.UntilInRotationAsync("unet", 0);
        for (int i = 0; i < 40; i++)
            Assert.Equal("second", await gateway.WhoAnswersAsync(new CallSettings { ArmKey = "caller-" + i }));
    }

    [Fact]
    public async Task Routes_tell_generators_arms_and_encoders()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync(
            [.. RunningGateway.Generator("unet", _first), .. RunningGateway.Arm(0, "unet", 2), $"--Gateway:Encoders:parametric:Addresses:0={_second.Address}"]);
        ListRoutesResponse routes = await gateway.Client.ListRoutesAsync();
        Assert.Equal(new GeneratorRoute { Generator = "unet", Instances = 1, HealthyInstances = 1 }, Assert.Single(routes.Generators));
        Assert.Equal(new Arm { Name = "unet-arm", Generator = "unet", Weight = 2 }, Assert.Single(routes.Arms));
        Assert.Equal(["parametric"], routes.Encoders);
    }

    private Task<RunningGateway> StartTwoInstancesAsync(params string[] settings) =>
        RunningGateway.StartAsync([.. RunningGateway.Generator("unet", _first, _second), .. settings]);
}
