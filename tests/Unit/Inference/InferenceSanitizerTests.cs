using Inpaint.Tests.Unit.Support;

namespace Inpaint.Tests.Unit.Inference;

public sealed class InferenceSanitizerTests
{
    [SanitizerFact]
    public void The_native_parts_own_tests_pass_under_sanitizers() =>
        SanitizedProgram.Pass("services/shared/Inpaint.Inference", "inference_tests", "-DINFERENCE_SANITIZE=ON", "-DINFERENCE_TESTS=ON");
}
