namespace Inpaint.Tests.Unit.Support;

/// <summary>A native part's own tests (its Native/Tests), built and run under the sanitizers for addresses, leaks and undefined behaviour.</summary>
internal static class SanitizedProgram
{
    /// <summary>Builds with CMake and runs the program; fails with all that was written where either fails.</summary>
    /// <param name="project">The project's folder within the repository.</param>
    /// <param name="program">The program that CMake makes.</param>
    /// <param name="options">CMake's options.</param>
    public static void Pass(string project, string program, params string[] options)
    {
        var folder = Path.Combine(RepositoryFolders.Root, project);
        var (source, build) = (Path.Combine(folder, "Native"), Path.Combine(folder, "obj", "native-sanitized"));
        Succeed("cmake", ["-S", source, "-B", build, "-DCMAKE_BUILD_TYPE=Debug", .. options]);
        Succeed("cmake", ["--build", build, "--parallel"]);
        var output = Succeed(
            Path.Combine(build, program),
            [],
            ("ASAN_OPTIONS", "detect_leaks=1"),
            ("LSAN_OPTIONS", "suppressions=" + Path.Combine(source, "Tests", "leaks.supp")),
            ("UBSAN_OPTIONS", "print_stacktrace=1"));
        Assert.Contains("checks passed", output, StringComparison.Ordinal);
    }

    private static string Succeed(string program, string[] arguments, params (string Name, string Value)[] environment)
    {
        var (exitCode, output) = SanitizerFactAttribute.Run(program, arguments, TimeSpan.FromMinutes(10), environment);
        Assert.True(exitCode == 0, output);
        return output;
    }
}
