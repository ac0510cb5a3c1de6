// The native library's own tests, for a build with sanitizers (INFERENCE_TESTS): what whole plans cannot show.
#include "harness.h"

int main() {
  tests::test_linear_products();
  tests::test_weights();
  if (tests::byte_kernel() == nullptr) {
    std::printf("%d checks passed; this processor does not use the byte kernel\n", tests::checks.load());
    return 0;
  }
  tests::test_features();
  tests::test_convolutions();
  tests::test_winograd();
  std::printf("%d checks passed\n", tests::checks.load());
}
