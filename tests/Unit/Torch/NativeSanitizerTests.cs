using Inpaint.Tests.Unit.Support;

namespace Inpaint.Tests.Unit.Torch;

/// <summary>The shim's own tests (Native/Tests), under the sanitizers for addresses, leaks and undefined behaviour.</summary>
public sealed class NativeSanitizerTests
{
    private static readonly string s_source = Path.Combine(RepositoryFolders.Root, "deploy", "packages", "TorchSharp", "Native");
    private static readonly string s_build = Path.Combine(RepositoryFolders.Root, "deploy", "packages", "TorchSharp", "obj", "native-sanitized");

    [SanitizerFact]
    public void The_native_parts_own_tests_pass_under_sanitizers()
    {
        var root = Environment.GetEnvironmentVariable("TORCH_LIBRARY_ROOT") ?? "";
        Succeed("cmake", ["-S", s_source, "-B", s_build, "-DCMAKE_BUILD_TYPE=Debug", "-DSHIM_SANITIZE=ON", "-DSHIM_TESTS=ON", "-DTORCH_ROOT=" + root]);
        Succeed("cmake", ["--build", s_build, "--parallel"]);

        var output = Succeed(
            Path.Combine(s_build, "shim_tests"), [],
            ("ASAN_OPTIONS", "detect_leaks=1"), ("LSAN_OPTIONS", "suppressions=" + Path.Combine(s_source, "Tests", "leaks.supp")), ("UBSAN_OPTIONS", "print_stacktrace=1"));

        Assert.Contains("checks passed", output, StringComparison.Ordinal);
    }

    private static string Succeed(string program, string[] arguments, params (string Name, string Value)[] environment)
    {
        var (exitCode, output) = SanitizerFactAttribute.Run(program, arguments, TimeSpan.FromMinutes(10), environment);
        Assert.True(exitCode == 0, output);
        return output;
    }
}
