// How the suite's own kernels are compiled and shared out.
#pragma once

#include <cstddef>

// A variant of the function for each kind of processor.
#ifdef __x86_64__
#define VARIANTS __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define VARIANTS
#endif

namespace inpaint {

constexpr size_t kWorthSharing = 16 * 1024;

// Work of fewer values than a thread's start costs is done at once.
template <class Row>
void rows(int count, size_t values, int threads, const Row& row) {
  if (threads == 1 || values < kWorthSharing) {
    for (int i = 0; i < count; i++) row(i);
    return;
  }
#pragma omp parallel for schedule(static) num_threads(threads)
  for (int i = 0; i < count; i++) row(i);
}

}  // namespace inpaint
