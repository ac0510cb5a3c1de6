namespace Inpaint.Tests.Integration.Support;

/// <summary>Programs that some tests need beside .NET.</summary>
internal static class Executables
{
    /// <summary>Whether a program is on the path.</summary>
    public static bool IsInstalled(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, name)));
}
