namespace Inpaint.Tests.Integration.Support;

/// <summary>Three redis-server processes in cluster mode, each with a third of the slots, without replicas.</summary>
internal sealed class RedisCluster : IAsyncDisposable
{
    private const int Slots = 16384;
    private readonly DirectoryInfo _folder;

    private RedisCluster(DirectoryInfo folder, IReadOnlyList<RedisServer> nodes) => (_folder, Nodes) = (folder, nodes);

    public IReadOnlyList<RedisServer> Nodes { get; }

    /// <summary>Address of the first node: clients find the others themselves.</summary>
    public string EndPoint => Nodes[0].EndPoint;

    public static async Task<RedisCluster> StartAsync()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("inpaint-redis-cluster-");
        List<RedisServer> nodes = [];
        RedisCluster cluster = new(folder, nodes);
        try
        {
            for (int i = 0; i < 3; i++)
                nodes.Add(await RedisServer.StartAsync("--cluster-enabled", "yes", "--dir", folder.FullName, "--cluster-config-file", "nodes-PORT.conf"));
            for (int i = 0; i < nodes.Count; i++)
                await ExpectOkAsync(nodes[i], $"CLUSTER ADDSLOTSRANGE {Slots * i / nodes.Count} {Slots * (i + 1) / nodes.Count - 1}");
            foreach (RedisServer other in nodes.Skip(1))
                await ExpectOkAsync(nodes[0], $"CLUSTER MEET 127.0.0.1 {other.Port}");
            foreach (RedisServer node in nodes)
                await TimeLimit.Until(async () => await IsWholeAsync(node), "the cluster is whole");
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (RedisServer node in Nodes)
            await node.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static async Task<bool> IsWholeAsync(RedisServer node)
    {
        string info = await node.CommandAsync("CLUSTER INFO");
        return info.Contains("cluster_state:ok", StringComparison.Ordinal) && info.Contains("cluster_size:3", StringComparison.Ordinal);
    }

    private static async Task ExpectOkAsync(RedisServer node, string command)
    {
        string answer = await node.CommandAsync(command);
        if (answer != "+OK")
            throw new InvalidOperationException($"{command}: {answer}");
    }
}
