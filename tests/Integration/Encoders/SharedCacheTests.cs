using Inpaint.Parametric;
using Inpaint.Tests.Integration.Serving;
using Inpaint.Tests.Integration.Support;
using Inpaint.V1;
using ParameterSchema = Inpaint.Models.Parametric.ParameterSchema;

namespace Inpaint.Tests.Integration.Encoders;

public class SharedCacheTests
{
    [RedisFact]
    public async Task Encoders_share_embeddings_through_redis()
    {
        await using RedisServer redis = await RedisServer.StartAsync();
        await using RunningService one = await StartAsync(redis), other = await StartAsync(redis);

        // The first calls may come before the connection stands, and are misses then.
        await TimeLimit.Until(async () => (await EncodeAsync(one)).CacheHits == 1, "the first encoder finds what it kept");
        await TimeLimit.Until(async () => (await EncodeAsync(other)).CacheHits == 1, "the second one finds it too");

        Assert.Equal((await EncodeAsync(one)).Embeddings, (await EncodeAsync(other)).Embeddings);
    }

    [RedisFact]
    public async Task Redis_frozen_or_gone_costs_misses_and_never_a_failure()
    {
        await using RedisServer redis = await RedisServer.StartAsync();
        await using RunningService encoder = await StartAsync(redis);
        await TimeLimit.Until(async () => (await EncodeAsync(encoder)).CacheHits == 1, "the encoder finds what it kept");
        EncodeResponse up = await EncodeAsync(encoder);

        await redis.FreezeAsync();
        EncodeResponse frozen = await EncodeAsync(encoder);
        await redis.ContinueAsync();
        await redis.KillAsync();
        EncodeResponse gone = await EncodeAsync(encoder);

        Assert.Equal(up.Embeddings, frozen.Embeddings);
        Assert.Equal(up.Embeddings, gone.Embeddings);
        Assert.Equal((0, 0), (frozen.CacheHits, gone.CacheHits));
    }

    private static Task<RunningService> StartAsync(RedisServer redis) => RunningService.StartAsync(ParametricHost.Build(RunningService.Arguments(
        "--ConnectionStrings:redis", redis.EndPoint, "--EmbeddingCache:RedisTimeout", "00:00:01", "--EmbeddingCache:BreakerPause", "00:00:00.01", "--Logging:LogLevel:Inpaint", "None")));

    private static async Task<EncodeResponse> EncodeAsync(RunningService encoder)
    {
        var design = new DesignParameters { Parameters = { new DesignParameter { Name = ParameterSchema.Bikes.Parameters[0].Name, Value = ParameterSchema.Bikes.Parameters[0].Minimum } } };
        var request = new EncodeRequest { Inputs = { new EncoderInput { Parameters = design } } };
        return await new EncoderService.EncoderServiceClient(encoder.Channel).EncodeAsync(request).ResponseAsync.Within();
    }
}
