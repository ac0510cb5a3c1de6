namespace Inpaint.Tests.Unit.Support;

/// <summary>A fact that needs a file or folder of the shared data; skipped, with the reason, where that is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedDataFactAttribute : FactAttribute
{
    /// <param name="path">Below the shared folder, for example "data/bikes".</param>
    public SharedDataFactAttribute(string path)
    {
        if (!Path.Exists(Path.Combine(RepositoryFolders.Shared, path)))
            Skip = $"shared/{path} is not beside the repository";
    }
}
