#include "sequence_kernels.h"

#include <omp.h>

#include <algorithm>
#include <atomic>
#include <cmath>

#include "plan.h"

#if defined __GLIBC__ && defined __x86_64__
// libmvec, a part of glibc, has it for several values at once; glibc itself says so under -ffast-math alone.
extern "C" __attribute__((simd("notinbranch"))) float expf(float) noexcept;
#endif

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

VARIANTS void softmax_row(float* values, int64_t count) {
  float most = values[0];
#pragma omp simd reduction(max : most)
  for (int64_t i = 0; i < count; i++) most = std::max(most, values[i]);
  float sum = 0;
#pragma omp simd reduction(+ : sum)
  for (int64_t i = 0; i < count; i++) {
    values[i] = expf(values[i] - most);
    sum += values[i];
  }
  const float factor = 1 / sum;
#pragma omp simd
  for (int64_t i = 0; i < count; i++) values[i] *= factor;
}

// One head of one sample.
bool attend(const SequenceShape& shape, int64_t sample, int64_t head, const float* from, float* scores, float* into) {
  const auto length = shape.length, each = shape.each, width = shape.heads * each;
  const auto* const query = from + sample * length * 3 * width + head * each;
  if (shape.bias != nullptr) std::copy_n(shape.bias + sample * shape.bias_stride, length * length, scores);
  const auto scale = 1 / std::sqrt(static_cast<float>(each));
  const auto beta = shape.bias == nullptr ? 0.0f : 1.0f;
  if (dnnl_sgemm('N', 'T', length, length, each, scale, query, 3 * width, query + width, 3 * width, beta, scores, length) != dnnl_success) return false;
  for (int64_t row = 0; row < length; row++) softmax_row(scores + row * length, length);
  auto* const mixed = into + sample * length * width + head * each;
  return dnnl_sgemm('N', 'N', length, each, length, 1, scores, length, query + 2 * width, 3 * width, 0, mixed, width) == dnnl_success;
}

}  // namespace

void layer_norm(const float* from, const float* scale, const float* shift, float epsilon, float* into, int64_t rows, int64_t width, int threads) {
#pragma omp parallel for schedule(static) num_threads(threads) if (rows * width >= kWorthSharing)
  for (int64_t row = 0; row < rows; row++) norm_row(from + row * width, scale, shift, epsilon, into + row * width, width);
}

void attend_within(const SequenceShape& shape, const float* from, float* scores, float* into, int threads) {
  std::atomic<bool> failed{false};
  const auto work = shape.samples * shape.heads * shape.length * shape.length;
#pragma omp parallel for schedule(static) num_threads(threads) if (work >= kWorthSharing)
  for (int64_t task = 0; task < shape.samples * shape.heads; task++) {
    auto* const own = scores + omp_get_thread_num() * shape.length * shape.length;
    if (!attend(shape, task / shape.heads, task % shape.heads, from, own, into)) failed = true;
  }
  if (failed) throw std::runtime_error("oneDNN gave up on a product of attention");
}

}  // namespace inpaint
