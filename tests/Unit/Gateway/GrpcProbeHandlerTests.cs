using System.Net;
using Inpaint.Gateway.Health;

namespace Inpaint.Tests.Unit.Gateway;

public sealed class GrpcProbeHandlerTests
{
    private static readonly byte[] Serving = [0, 0, 0, 0, 2, 8, 1];
    private static readonly byte[] NotServing = [0, 0, 0, 0, 2, 8, 2];

    [Fact]
    public async Task Serving_with_status_zero_is_healthy() =>
        Assert.Equal(HttpStatusCode.OK, await ProbeAsync(Answer(Serving, "0")));

    [Fact]
    public async Task Not_serving_is_unhealthy() =>
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await ProbeAsync(Answer(NotServing, "0")));

    [Fact]
    public async Task Status_unavailable_over_http_200_is_unhealthy() =>
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await ProbeAsync(Answer([], "14")));

    [Fact]
    public async Task Status_in_the_headers_without_body_is_unhealthy()
    {
        HttpResponseMessage answer = Answer([], null);
        answer.Headers.Add("grpc-status", "14");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await ProbeAsync(answer));
    }

    [Fact]
    public async Task Http_error_is_unhealthy()
    {
        HttpResponseMessage answer = Answer(Serving, "0");
        answer.StatusCode = HttpStatusCode.NotFound;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await ProbeAsync(answer));
    }

    [Fact]
    public async Task Endless_answer_is_cut_off() =>
        await Assert.ThrowsAsync<HttpRequestException>(() => ProbeAsync(Answer(new byte[1 << 20], "0")));

    [Fact]
    public async Task Other_requests_pass_untouched()
    {
        HttpResponseMessage answer = Answer(NotServing, "14");
        using var invoker = new HttpMessageInvoker(new GrpcProbeHandler(new Canned(answer)));
        using var request = new HttpRequestMessage(HttpMethod.Post, "http://backend/service/method");
        Assert.Same(answer, await invoker.SendAsync(request, CancellationToken.None));
    }

    private static async Task<HttpStatusCode> ProbeAsync(HttpResponseMessage answer)
    {
        using var invoker = new HttpMessageInvoker(new GrpcProbeHandler(new Canned(answer)));
        using var request = new HttpRequestMessage(HttpMethod.Post, "http://backend/grpc.health.v1.Health/Check");
        request.Options.Set(GrpcProbeHandler.IsProbe, true);
        using HttpResponseMessage response = await invoker.SendAsync(request, CancellationToken.None);
        return response.StatusCode;
    }

    private static HttpResponseMessage Answer(byte[] body, string? trailer)
    {
        var answer = new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(body) };
        if (trailer is not null)
            answer.TrailingHeaders.Add("grpc-status", trailer);
        return answer;
    }

    private sealed class Canned(HttpResponseMessage answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(answer);
    }
}
