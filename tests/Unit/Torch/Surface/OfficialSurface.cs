namespace Inpaint.Tests.Unit.Torch.Surface;

/// <summary>
/// The public surface of the official package as it was recorded: torch and what belongs to it, without tensorboard's messages.
/// The tests record it anew when they run on the official package with INPAINT_RECORD_SURFACE set to the file's path.
/// </summary>
internal sealed class OfficialSurface
{
    public const string FileName = "TorchSharp.surface.txt";

    private static readonly Lazy<OfficialSurface> Shared = new(() => Read(Path.Combine(AppContext.BaseDirectory, "Torch", "Surface", FileName)));

    private readonly Dictionary<string, SurfaceType> _types;

    private OfficialSurface(IEnumerable<SurfaceType> types) => _types = types.ToDictionary(type => type.Name);

    public static OfficialSurface Recorded => Shared.Value;

    public IEnumerable<SurfaceType> Types => _types.Values;

    /// <summary>Whether a type belongs to what is recorded.</summary>
    public static bool Covers(SurfaceType type) => !type.Name.StartsWith("Tensorboard.", StringComparison.Ordinal);

    public SurfaceType? Find(string name) => _types.GetValueOrDefault(name);

    /// <summary>The members that a type has or inherits from a type of the package; inherited ones with the type parameters of their own type.</summary>
    public IEnumerable<string> MembersOf(string name)
    {
        while (Find(name) is { } type)
        {
            foreach (var member in type.Members)
                yield return member;
            name = type.Base.Split('<')[0];
        }
    }

    /// <summary>One line a type and, indented, one a member.</summary>
    public static void Write(string path, IEnumerable<SurfaceType> types) =>
        File.WriteAllLines(path, types.Where(Covers).SelectMany(type => type.Members.Select(member => "  " + member).Prepend($"{type.Name} : {type.Header}")));

    private static OfficialSurface Read(string path)
    {
        var types = new List<SurfaceType>();
        foreach (var line in File.ReadLines(path))
        {
            if (line.StartsWith("  ", StringComparison.Ordinal))
                ((List<string>)types[^1].Members).Add(line[2..]);
            else if (line.Split(" : ", 2) is [var name, var header])
                types.Add(new(name, header, new List<string>()));
        }

        return new OfficialSurface(types);
    }
}
