namespace Inpaint.Tests.Integration.Support;

/// <summary>A test that needs redis-server, and is skipped where that is not installed.</summary>
internal sealed class RedisFactAttribute : FactAttribute
{
    public RedisFactAttribute()
    {
        if (!Executables.IsInstalled("redis-server"))
            Skip = "redis-server is not installed.";
    }
}
