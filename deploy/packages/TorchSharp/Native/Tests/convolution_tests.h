#pragma once

namespace shim_tests {

void test_convolutions();

}  // namespace shim_tests
