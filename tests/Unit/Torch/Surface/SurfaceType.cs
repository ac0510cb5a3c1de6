namespace Inpaint.Tests.Unit.Torch.Surface;

/// <summary>A type that others may use: its kind, base and interfaces in one line, and its members, one a line.</summary>
internal sealed record SurfaceType(string Name, string Header, IReadOnlyList<string> Members)
{
    /// <summary>The base class, or for an enum the underlying type; empty where there is none.</summary>
    public string Base => Words is [_, var parent, ..] && !Header.StartsWith("interface", StringComparison.Ordinal) && !Header.StartsWith("struct", StringComparison.Ordinal) ? parent : "";

    /// <summary>class, abstract, sealed, static, struct, interface or enum.</summary>
    public string Kind => Words[0];

    public IEnumerable<string> Interfaces => Words.Skip(Base.Length > 0 ? 2 : 1);

    private string[] Words => Header.Split(' ');
}
