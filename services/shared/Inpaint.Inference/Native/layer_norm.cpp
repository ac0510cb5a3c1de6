#include <cmath>

#include "sequence_kernels.h"

#define VARIANTS __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))

namespace inpaint {
namespace {

constexpr int64_t kWorthSharing = 16 * 1024;

VARIANTS void norm_row(const float* from, const float* scale, const float* shift, float epsilon, float* into, int64_t width) {
  float sum = 0;
#pragma omp simd reduction(+ : sum)
  for (int64_t i = 0; i < width; i++) sum += from[i];
  const float mean = sum / static_cast<float>(width);
  float squares = 0;
#pragma omp simd reduction(+ : squares)
  for (int64_t i = 0; i < width; i++) squares += (from[i] - mean) * (from[i] - mean);
  const float factor = 1 / std::sqrt(squares / static_cast<float>(width) + epsilon);
#pragma omp simd
  for (int64_t i = 0; i < width; i++) into[i] = (from[i] - mean) * factor * scale[i] + shift[i];
}

}  // namespace

void layer_norm(const float* from, const float* scale, const float* shift, float epsilon, float* into, int64_t rows, int64_t width, int threads) {
#pragma omp parallel for schedule(static) num_threads(threads) if (rows * width >= kWorthSharing)
  for (int64_t row = 0; row < rows; row++) norm_row(from + row * width, scale, shift, epsilon, into + row * width, width);
}

}  // namespace inpaint
