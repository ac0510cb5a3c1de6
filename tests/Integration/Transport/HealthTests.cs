using Grpc.AspNetCore.HealthChecks;
using Grpc.Core;
using Grpc.Health.V1;
using Inpaint.Tests.Integration.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace Inpaint.Tests.Integration.Transport;

public sealed class HealthTests
{
    private HealthStatus _model = HealthStatus.Healthy;

    [Theory]
    [InlineData(HealthStatus.Healthy, ServingStatus.Serving)]
    [InlineData(HealthStatus.Degraded, ServingStatus.Serving)]
    [InlineData(HealthStatus.Unhealthy, ServingStatus.NotServing)]
    public async Task Check_runs_the_checks(HealthStatus status, ServingStatus expected)
    {
        _model = status;
        await using TransportHost host = await StartAsync();
        Assert.Equal(expected, await CheckAsync(host, ""));
    }

    [Fact]
    public async Task Named_service_is_judged_by_its_own_checks()
    {
        _model = HealthStatus.Unhealthy;
        await using TransportHost host = await StartAsync();
        Assert.Equal(ServingStatus.NotServing, await CheckAsync(host, "model"));
        Assert.Equal(ServingStatus.Serving, await CheckAsync(host, "disk"));
    }

    [Fact]
    public async Task Check_of_an_unknown_service_is_not_found()
    {
        await using TransportHost host = await StartAsync();
        RpcException exception = await Assert.ThrowsAsync<RpcException>(() => CheckAsync(host, "other"));
        Assert.Equal(StatusCode.NotFound, exception.StatusCode);
    }

    [Fact]
    public async Task Cached_check_answers_what_was_published_last()
    {
        await using TransportHost host = await StartAsync(static options => options.UseHealthChecksCache = true);
        await PublishAsync(host, HealthStatus.Unhealthy);
        Assert.Equal(ServingStatus.NotServing, await CheckAsync(host, "model"));
        await PublishAsync(host, HealthStatus.Healthy);
        Assert.Equal(ServingStatus.Serving, await CheckAsync(host, "model"));
    }

    [Fact]
    public async Task Watch_tells_the_status_now_and_each_change()
    {
        await using TransportHost host = await StartAsync();
        using AsyncServerStreamingCall<HealthCheckResponse> watch = Watch(host, "model");
        Assert.Equal(ServingStatus.Serving, await NextAsync(watch));
        await PublishAsync(host, HealthStatus.Unhealthy);
        Assert.Equal(ServingStatus.NotServing, await NextAsync(watch));
        await PublishAsync(host, HealthStatus.Healthy);
        Assert.Equal(ServingStatus.Serving, await NextAsync(watch));
    }

    [Fact]
    public async Task Watch_of_an_unknown_service_says_so_and_goes_on()
    {
        await using TransportHost host = await StartAsync();
        using AsyncServerStreamingCall<HealthCheckResponse> watch = Watch(host, "other");
        Assert.Equal(ServingStatus.ServiceUnknown, await NextAsync(watch));
        Task<bool> next = watch.ResponseStream.MoveNext();
        Assert.Equal(ServingStatus.Serving, await CheckAsync(host, ""));
        Assert.False(next.IsCompleted);
    }

    [Fact]
    public async Task Watch_is_told_not_serving_and_ends_when_the_service_stops()
    {
        await using TransportHost host = await StartAsync();
        using AsyncServerStreamingCall<HealthCheckResponse> watch = Watch(host, "");
        Assert.Equal(ServingStatus.Serving, await NextAsync(watch));
        Task stopped = host.StopServiceAsync();
        Assert.Equal(ServingStatus.NotServing, await NextAsync(watch));
        Assert.False(await watch.ResponseStream.MoveNext().Within());
        await stopped.Within();
    }

    private Task<TransportHost> StartAsync(Action<GrpcHealthChecksOptions>? configure = null) => TransportHost.StartAsync(
        configureBuilder: builder =>
        {
            // Reports come from the tests, not from the clock.
            builder.Services.Configure<HealthCheckPublisherOptions>(static options => options.Delay = TimeSpan.FromHours(1));
            builder.Services
                .AddGrpcHealthChecks(options =>
                {
                    options.Services.Map("model", static check => check.Tags.Contains("model"));
                    options.Services.Map("disk", static check => check.Name == "disk");
                    configure?.Invoke(options);
                })
                .AddCheck("weights", () => new HealthCheckResult(_model), ["model"])
                .AddCheck("disk", static () => HealthCheckResult.Healthy());
        },
        configureApplication: static application => application.MapGrpcHealthChecksService());

    private async Task PublishAsync(TransportHost host, HealthStatus status)
    {
        _model = status;
        HealthReport report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync().Within();
        foreach (IHealthCheckPublisher publisher in host.Services.GetServices<IHealthCheckPublisher>())
            await publisher.PublishAsync(report, CancellationToken.None).Within();
    }

    private static async Task<ServingStatus> CheckAsync(TransportHost host, string service)
    {
        Health.HealthClient client = new(host.Invoker);
        return (await client.CheckAsync(new HealthCheckRequest { Service = service }).ResponseAsync.Within()).Status;
    }

    private static AsyncServerStreamingCall<HealthCheckResponse> Watch(TransportHost host, string service) =>
        new Health.HealthClient(host.Invoker).Watch(new HealthCheckRequest { Service = service });

    private static async Task<ServingStatus> NextAsync(AsyncServerStreamingCall<HealthCheckResponse> watch)
    {
        Assert.True(await watch.ResponseStream.MoveNext().Within());
        return watch.ResponseStream.Current.Status;
    }
}
