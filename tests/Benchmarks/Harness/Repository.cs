namespace Inpaint.Benchmarks.Harness;

/// <summary>Folders of the working tree that this program was built in.</summary>
internal static class Repository
{
    /// <summary>The working tree.</summary>
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Suite.sln")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException($"{AppContext.BaseDirectory} is not within a working tree of the suite");
    }
}
