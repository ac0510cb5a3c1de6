using Inpaint.Serving.Caching;
using Inpaint.Tests.Integration.Support;

namespace Inpaint.Tests.Integration.Caching;

public class RedisTopologyTests
{
    private static readonly EmbeddingKey[] Keys = [.. Enumerable.Range(0, 300).Select(i => CacheUnderTest.KeyOf($"{i}"))];

    [RedisFact]
    public async Task Cluster_of_three_nodes_keeps_batches_on_all_of_them()
    {
        await using RedisCluster cluster = await RedisCluster.StartAsync();
        await using RedisEmbeddingCache one = CacheUnderTest.Connect(cluster.EndPoint), other = CacheUnderTest.Connect(cluster.EndPoint);
        await KeepAndFindAsync(one, other);

        foreach (RedisServer node in cluster.Nodes)
            Assert.InRange(int.Parse((await node.CommandAsync("DBSIZE"))[1..]), 60, 140);
    }

    [RedisFact]
    public async Task A_node_of_the_cluster_that_dies_takes_its_own_keys_alone()
    {
        await using RedisCluster cluster = await RedisCluster.StartAsync();
        foreach (RedisServer node in cluster.Nodes)
            await node.CommandAsync("CONFIG SET cluster-require-full-coverage no");
        EmbeddingCacheOptions options = CacheUnderTest.Patient with { RedisTimeout = TimeSpan.FromMilliseconds(100), BreakerFailures = int.MaxValue };
        await using RedisEmbeddingCache cache = CacheUnderTest.Connect(cluster.EndPoint, options);
        await KeepAndFindAsync(cache, cache);

        await cluster.Nodes[2].KillAsync();

        await TimeLimit.Until(
            async () => (await cache.ClaimAsync(Keys, 0, CacheUnderTest.Alone)).Count(lookup => lookup.State == SharedState.Found) is > 160 and < 240,
            "the keys of the others are found");
    }

    [RedisFact]
    public async Task Encrypted_connection_with_an_authority_and_a_client_certificate_of_one_s_own()
    {
        using var certificates = new TestCertificates();
        await using RedisServer server = await RedisServer.StartAsync(
            "--port", "0", "--tls-port", "PORT", "--tls-auth-clients", "yes", "--tls-ca-cert-file", certificates.AuthorityFile,
            "--tls-cert-file", certificates.FileOf("server.pem"), "--tls-key-file", certificates.FileOf("server.key"));
        EmbeddingCacheOptions options = CacheUnderTest.Patient with
        {
            RedisAuthorityFile = certificates.AuthorityFile,
            RedisCertificateFile = certificates.FileOf("client.pem"),
            RedisKeyFile = certificates.FileOf("client.key"),
        };
        await using RedisEmbeddingCache one = CacheUnderTest.Connect($"{server.EndPoint},ssl=true", options), other = CacheUnderTest.Connect($"{server.EndPoint},ssl=true", options);

        await KeepAndFindAsync(one, other);
    }

    [RedisFact]
    public async Task Server_whose_authority_is_not_trusted_is_a_miss()
    {
        using TestCertificates certificates = new(), others = new();
        await using RedisServer server = await RedisServer.StartAsync(
            "--port", "0", "--tls-port", "PORT", "--tls-auth-clients", "no", "--tls-ca-cert-file", certificates.AuthorityFile,
            "--tls-cert-file", certificates.FileOf("server.pem"), "--tls-key-file", certificates.FileOf("server.key"));
        await using RedisEmbeddingCache trusting = CacheUnderTest.Connect($"{server.EndPoint},ssl=true", CacheUnderTest.Patient with { RedisAuthorityFile = certificates.AuthorityFile });
        await using RedisEmbeddingCache wary = CacheUnderTest.Connect($"{server.EndPoint},ssl=true", CacheUnderTest.Patient with { RedisAuthorityFile = others.AuthorityFile });

        await TimeLimit.Until(() => Task.FromResult(!trusting.IsResting), "who trusts it is connected");

        Assert.Equal(default, (await wary.ClaimAsync([Keys[0]], 0, CacheUnderTest.Alone).Within())[0]);
        Assert.True(wary.IsResting);
    }

    [Fact]
    public void Certificate_that_cannot_be_read_is_named()
    {
        EmbeddingCacheOptions options = CacheUnderTest.Patient with { RedisAuthorityFile = "/nowhere.pem" };

        InvalidOperationException refusal = Assert.Throws<InvalidOperationException>(() => CacheUnderTest.Connect("127.0.0.1:1", options));
        Assert.StartsWith("EmbeddingCache:RedisAuthorityFile cannot be read", refusal.Message);
    }

    private static async Task KeepAndFindAsync(RedisEmbeddingCache one, RedisEmbeddingCache other)
    {
        float[][] embeddings = [.. Keys.Select((_, i) => new float[] { i, -i })];
        await TimeLimit.Until(() => Task.FromResult(!one.IsResting && !other.IsResting), "both are connected");
        await TimeLimit.Until(
            async () =>
            {
                one.Keep(Keys, embeddings);
                return (await one.ClaimAsync(Keys, 0, CacheUnderTest.Alone)).All(lookup => lookup.State == SharedState.Found);
            },
            "all are kept");

        Assert.Equal(embeddings, (await other.ClaimAsync(Keys, 0, CacheUnderTest.Alone).Within()).Select(lookup => lookup.Values));
    }
}
