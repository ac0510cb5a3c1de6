using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;
using Grpc.Reflection.V1;

namespace Inpaint.Tests.Integration.Gateway;

public sealed class GatewayReflectionTests
{
    [Fact]
    public async Task Services_behind_the_gateway_are_listed_with_its_own()
    {
        await using Backend unet = await Backend.StartAsync("unet");
        await using RunningGateway gateway = await RunningGateway.StartAsync(
            [.. RunningGateway.Generator("unet", unet), $"--Gateway:Encoders:parametric:Addresses:0={unet.Address}"]);
        using GrpcChannel channel = GrpcChannel.ForAddress(gateway.Address);
        using var call = new ServerReflection.ServerReflectionClient(channel).ServerReflectionInfo();
        await call.RequestStream.WriteAsync(new ServerReflectionRequest { ListServices = "" }).WaitAsync(RunningGateway.Timeout);
        Assert.True(await call.ResponseStream.MoveNext().WaitAsync(RunningGateway.Timeout));
        string[] services = [.. call.ResponseStream.Current.ListServicesResponse.Service.Select(service => service.Name)];
        Assert.Contains("inpaint.v1.GeneratorService", services);
        Assert.Contains("inpaint.v1.EncoderService", services);
        Assert.Contains("inpaint.v1.RoutingService", services);
        Assert.DoesNotContain("inpaint.v1.TrainingService", services);
    }

    [Fact]
    public async Task Gateway_says_that_it_is_serving()
    {
        await using Backend unet = await Backend.StartAsync("unet");
        await using RunningGateway gateway = await RunningGateway.StartAsync([.. RunningGateway.Generator("unet", unet)]);
        using GrpcChannel channel = GrpcChannel.ForAddress(gateway.Address);
        HealthCheckResponse response = await new Health.HealthClient(channel).CheckAsync(new HealthCheckRequest()).ResponseAsync.WaitAsync(RunningGateway.Timeout);
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, response.Status);
    }
}
