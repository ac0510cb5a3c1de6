using System.Text.RegularExpressions;
using Inpaint.Tests.Unit.Support;

namespace Inpaint.Tests.Unit.Contracts;

/// <summary>The text of a contract, for what descriptors do not keep: its comments.</summary>
internal sealed partial record ProtoFile(string Name, string[] Lines)
{
    public static IReadOnlyList<ProtoFile> All { get; } = [.. Read()];

    /// <summary>
    /// Every line that declares a service, rpc, message, enum, oneof, field or enum value, and whether a comment stands
    /// right above it.
    /// </summary>
    public IEnumerable<(int Line, string Text, bool IsCommented)> Declarations()
    {
        for (int i = 0; i < Lines.Length; i++)
        {
            string text = Lines[i].Trim();
            if (Declaration().IsMatch(text))
                yield return (i + 1, text, i > 0 && Lines[i - 1].TrimStart().StartsWith("// ", StringComparison.Ordinal));
        }
    }

    private static IEnumerable<ProtoFile> Read()
    {
        string folder = Path.Combine(RepositoryFolders.Root, "protos", "inpaint", "v1");
        return Directory.GetFiles(folder, "*.proto").Order(StringComparer.Ordinal).Select(path => new ProtoFile(Path.GetFileName(path), File.ReadAllLines(path)));
    }

    // "service X {", "rpc X(", "message X {", "enum X {", "oneof x {", and "type name = 1;" or "NAME = 1;".
    [GeneratedRegex(@"^(?!(syntax|option|package|import)\b)((service|message|enum|oneof)\s+\w+\s*\{|rpc\s+\w+\s*\(|[\w.<>, ]*\w+\s*=\s*\d+\s*(\[.*\])?;)")]
    private static partial Regex Declaration();
}
