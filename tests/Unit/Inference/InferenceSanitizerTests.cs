using Inpaint.Tests.Unit.Support;

namespace Inpaint.Tests.Unit.Inference;

public sealed class InferenceSanitizerTests
{
    [SanitizerFact]
    public void The_plans_own_tests_pass_under_sanitizers() =>
        SanitizedProgram.Pass("services/shared/Inpaint.Inference", "plan_tests", "-DINFERENCE_SANITIZE=ON", "-DINFERENCE_TESTS=ON");

    [SanitizerFact]
    public void The_transformers_own_tests_pass_under_sanitizers() =>
        SanitizedProgram.Pass("services/shared/Inpaint.Inference", "inference_tests", "-DINFERENCE_SANITIZE=ON", "-DINFERENCE_TESTS=ON");

    [SanitizerFact]
    public void The_8_bit_kernels_own_tests_pass_under_sanitizers() =>
        SanitizedProgram.Pass("services/shared/Inpaint.Inference", "byte_tests", "-DINFERENCE_SANITIZE=ON", "-DINFERENCE_TESTS=ON");
}
