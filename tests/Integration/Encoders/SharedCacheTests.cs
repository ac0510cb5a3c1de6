using Inpaint.Parametric;
using Inpaint.Serving.Caching;
using Inpaint.Tests.Integration.Serving;
using Inpaint.Tests.Integration.Support;
using Inpaint.V1;
using Microsoft.Extensions.DependencyInjection;
using ParameterSchema = Inpaint.Models.Parametric.ParameterSchema;

namespace Inpaint.Tests.Integration.Encoders;

public class SharedCacheTests
{
    [RedisFact]
    public async Task Encoders_share_embeddings_through_redis()
    {
        await using RedisServer redis = await RedisServer.StartAsync();
        await using RunningService one = await StartAsync(redis), other = await StartAsync(redis);
        await ConnectedAsync(one, other);

        EncodeResponse computed = await EncodeAsync(one, 1);
        await TimeLimit.Until(async () => await redis.CommandAsync("DBSIZE") == ":1", "the embedding is in Redis");
        EncodeResponse found = await EncodeAsync(other, 1);

        Assert.Equal((0, 1), (computed.CacheHits, found.CacheHits));
        Assert.Equal(computed.Embeddings, found.Embeddings);
        Assert.True(Assert.Single(found.Details).CacheHit);
    }

    [RedisFact]
    public async Task Redis_frozen_or_gone_costs_misses_and_never_a_failure()
    {
        await using RedisServer redis = await RedisServer.StartAsync();
        await using RunningService encoder = await StartAsync(redis), untouched = await RunningService.StartAsync(ParametricHost.Build(RunningService.Arguments()));
        await ConnectedAsync(encoder);

        await redis.FreezeAsync();
        EncodeResponse frozen = await EncodeAsync(encoder, 1);
        await redis.ContinueAsync();
        await redis.KillAsync();
        EncodeResponse gone = await EncodeAsync(encoder, 2), again = await EncodeAsync(encoder, 2);

        Assert.Equal((await EncodeAsync(untouched, 1)).Embeddings, frozen.Embeddings);
        Assert.Equal((await EncodeAsync(untouched, 2)).Embeddings, gone.Embeddings);
        Assert.Equal((0, 0, 1), (frozen.CacheHits, gone.CacheHits, again.CacheHits));
    }

    private static async Task ConnectedAsync(params RunningService[] encoders)
    {
        foreach (RunningService encoder in encoders)
        {
            var cache = (RedisEmbeddingCache)encoder.App.Services.GetRequiredService<ISharedEmbeddingCache>();
            await TimeLimit.Until(() => Task.FromResult(!cache.IsResting), "the encoder is connected to Redis");
        }
    }

    private static Task<RunningService> StartAsync(RedisServer redis) => RunningService.StartAsync(ParametricHost.Build(RunningService.Arguments(
        "--ConnectionStrings:redis", redis.EndPoint, "--EmbeddingCache:RedisTimeout", "00:00:01", "--EmbeddingCache:BreakerPause", "00:00:00.01", "--Logging:LogLevel:Inpaint", "None")));

    private static async Task<EncodeResponse> EncodeAsync(RunningService encoder, int parameter)
    {
        var design = new DesignParameters { Parameters = { new DesignParameter { Name = ParameterSchema.Bikes.Parameters[parameter].Name, Value = ParameterSchema.Bikes.Parameters[parameter].Minimum } } };
        var request = new EncodeRequest { Inputs = { new EncoderInput { Parameters = design } } };
        return await new EncoderService.EncoderServiceClient(encoder.Channel).EncodeAsync(request).ResponseAsync.Within();
    }
}
