using System.Text.Json;
using Inpaint.Tests.Unit.Support;

namespace Inpaint.Tests.Unit.Golden;

/// <summary>The reference cases' kinds, read once.</summary>
internal static class GoldenFolder
{
    private static readonly Lazy<ILookup<string, string>> PathsByKind = new(ReadKinds);

    /// <summary>Every kind that occurs.</summary>
    public static IEnumerable<string> Kinds => PathsByKind.Value.Select(group => group.Key);

    /// <summary>Paths of a kind's cases within the golden folder, in order.</summary>
    public static IEnumerable<string> CasesOf(string kind) => PathsByKind.Value[kind];

    /// <summary>The kind of a case, by its path within the golden folder.</summary>
    public static string KindOf(string path) => ReadKind(Path.Combine(RepositoryFolders.Golden, path))!;

    private static ILookup<string, string> ReadKinds()
    {
        if (!Directory.Exists(RepositoryFolders.Golden))
            return Array.Empty<string>().ToLookup(path => path);

        return Directory.EnumerateFiles(RepositoryFolders.Golden, "*.json", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(path => (Kind: ReadKind(path), Path: Path.GetRelativePath(RepositoryFolders.Golden, path)))
            .Where(entry => entry.Kind is not null)
            .ToLookup(entry => entry.Kind!, entry => entry.Path);
    }

    // A json without a kind at its top belongs to a case's own files.
    private static string? ReadKind(string path)
    {
        var json = GoldenJson.Load(path);
        return json.ValueKind == JsonValueKind.Object && json.TryGetProperty("kind", out var kind) ? kind.GetString() : null;
    }
}
