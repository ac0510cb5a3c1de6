using System.Net;
using Grpc.Core;
using Grpc.Health.V1;
using Inpaint.Scoring;
using Inpaint.Serving;
using Inpaint.Tests.Integration.Support;
using Inpaint.V1;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace Inpaint.Tests.Integration.Serving;

public class InpaintHostTests
{
    [Theory]
    [InlineData("/health")]
    [InlineData("/alive")]
    public async Task Probes_answer_over_plain_http2(string path)
    {
        await using RunningService service = await RunningService.StartAsync(ScoringHost.Build(RunningService.Arguments()));
        using var client = new HttpClient { DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };

        using HttpResponseMessage response = await client.GetAsync(service.Address + path).Within();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Health_says_serving_and_not_serving_once_draining_begins()
    {
        await using RunningService service = await RunningService.StartAsync(ScoringHost.Build(RunningService.Arguments()));
        var health = new Health.HealthClient(service.Channel);

        Assert.Equal(ServingStatus.Serving, (await health.CheckAsync(new HealthCheckRequest()).ResponseAsync.Within()).Status);
        service.App.Services.GetRequiredService<DrainState>().Begin();

        Assert.Equal(ServingStatus.NotServing, (await health.CheckAsync(new HealthCheckRequest()).ResponseAsync.Within()).Status);
    }

    [Fact]
    public async Task Unexpected_failures_are_INTERNAL_and_keep_their_message_to_the_log()
    {
        await using RunningService service = await RunningService.StartAsync(BuildFailing());
        var client = new ScoringService.ScoringServiceClient(service.Channel);

        RpcException exception = await Assert.ThrowsAsync<RpcException>(() => client.ScoreAsync(new ScoreRequest()).ResponseAsync.Within());

        Assert.Equal(StatusCode.Internal, exception.StatusCode);
        Assert.DoesNotContain("secret", exception.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Message_above_the_limit_is_RESOURCE_EXHAUSTED()
    {
        await using RunningService service = await RunningService.StartAsync(ScoringHost.Build(RunningService.Arguments("--Serving:MaxMessageBytes", "65536")));
        var client = new ScoringService.ScoringServiceClient(service.Channel);
        var request = new ScoreRequest { Target = Pictures.Raw(Pictures.Noise(200, 200, 1)) };

        RpcException exception = await Assert.ThrowsAsync<RpcException>(() => client.ScoreAsync(request).ResponseAsync.Within());

        Assert.Equal(StatusCode.ResourceExhausted, exception.StatusCode);
    }

    [Fact]
    public void Setting_out_of_its_range_is_refused_at_the_start_naming_its_key()
    {
        InvalidOperationException exception = Assert.Throws<InvalidOperationException>(() => ScoringHost.Build(RunningService.Arguments("--Serving:MaxMessageBytes", "1")));

        Assert.Contains("Serving:MaxMessageBytes", exception.Message, StringComparison.Ordinal);
    }

    private static WebApplication BuildFailing()
    {
        WebApplication app = InpaintHost.Create(RunningService.Arguments("--Logging:LogLevel:Default", "None"), "failing").Build().MapServiceDefaults();
        app.MapGrpcService<FailingService>();
        return app;
    }

    private sealed class FailingService : ScoringService.ScoringServiceBase
    {
        public override Task<ScoreResponse> Score(ScoreRequest request, ServerCallContext context) =>
            throw new InvalidDataException("/secret/place holds a bad file");
    }
}
