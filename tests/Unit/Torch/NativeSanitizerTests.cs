using Inpaint.Tests.Unit.Support;

namespace Inpaint.Tests.Unit.Torch;

public sealed class NativeSanitizerTests
{
    [SanitizerFact(standIn: true)]
    public void The_native_parts_own_tests_pass_under_sanitizers() => SanitizedProgram.Pass(
        "deploy/packages/TorchSharp", "shim_tests", "-DSHIM_SANITIZE=ON", "-DSHIM_TESTS=ON", "-DTORCH_ROOT=" + Environment.GetEnvironmentVariable("TORCH_LIBRARY_ROOT"));
}
