#include <cmath>

#include "rows.h"
#include "sequence_kernels.h"

namespace inpaint {
namespace {

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

void layer_norm(
    const float* from, const float* scale, const float* shift, float epsilon, float* into, int64_t into_row, int64_t count, int64_t width, int threads) {
  rows(static_cast<int>(count), count * width, threads, [&](int row) { norm_row(from + row * width, scale, shift, epsilon, into + row * into_row, width); });
}

}  // namespace inpaint
