namespace Grpc.AspNetCore.HealthChecks;

/// <summary>The health checks that stand for one service name.</summary>
public sealed class ServiceMapping(string name, Func<HealthCheckMapContext, bool> predicate)
{
    /// <summary>The service name; empty for the server as a whole.</summary>
    public string Name { get; } = name;

    /// <summary>Whether a check counts for this service.</summary>
    public Func<HealthCheckMapContext, bool>? HealthCheckPredicate { get; } = predicate;

    internal bool Holds(string checkName, IEnumerable<string> tags) =>
        HealthCheckPredicate is null || HealthCheckPredicate(new HealthCheckMapContext(checkName, tags));
}

/// <summary>A registered health check, as a predicate sees it.</summary>
public sealed class HealthCheckMapContext(string name, IEnumerable<string> tags)
{
    public string Name { get; } = name;

    public IEnumerable<string> Tags { get; } = tags;
}
