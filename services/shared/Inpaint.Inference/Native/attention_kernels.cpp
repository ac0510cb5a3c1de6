#include "attention_kernels.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "rows.h"

namespace inpaint {
namespace {

constexpr size_t kLanes = 16;
constexpr size_t kPixels = 64;

VARIANTS float total(const float* values, size_t count, float less, bool squared) {
  float sums[kLanes] = {};
  size_t i = 0;
  for (; i + kLanes <= count; i += kLanes) {
    for (size_t k = 0; k < kLanes; k++) {
      const float value = values[i + k] - less;
      sums[k] += squared ? value * value : value;
    }
  }
  for (size_t k = 0; i < count; i++, k++) {
    const float value = values[i] - less;
    sums[k] += squared ? value * value : value;
  }
  for (size_t width = kLanes / 2; width > 0; width /= 2)
    for (size_t k = 0; k < width; k++) sums[k] += sums[k + width];
  return sums[0];
}

VARIANTS void scale_row(const float* from, float less, float factor, float* into, size_t count) {
  for (size_t i = 0; i < count; i++) into[i] = (from[i] - less) * factor;
}

// Up to kPixels pixels side by side.
VARIANTS void normalize_some(const float* from, float* into, size_t channels, size_t pixels, size_t count, float epsilon) {
  float mean[kPixels] = {}, factor[kPixels] = {};
  for (size_t c = 0; c < channels; c++)
    for (size_t p = 0; p < count; p++) mean[p] += from[c * pixels + p];
  for (size_t p = 0; p < count; p++) mean[p] /= static_cast<float>(channels);
  for (size_t c = 0; c < channels; c++) {
    for (size_t p = 0; p < count; p++) {
      const float value = from[c * pixels + p] - mean[p];
      factor[p] += value * value;
    }
  }
  for (size_t p = 0; p < count; p++) factor[p] = 1 / std::sqrt(factor[p] / static_cast<float>(channels) + epsilon);
  for (size_t c = 0; c < channels; c++)
    for (size_t p = 0; p < count; p++) into[c * pixels + p] = (from[c * pixels + p] - mean[p]) * factor[p];
}

// Scores of one query and head with all keys, among them the absent ones.
VARIANTS void score(const float* query, const float* keys, size_t row, size_t each, float* scores) {
  for (size_t t = 0; t < row; t += kLanes) {
    float sums[kLanes] = {};
    for (size_t d = 0; d < each; d++)
      for (size_t k = 0; k < kLanes; k++) sums[k] += query[d] * keys[d * row + t + k];
    std::memcpy(scores + t, sums, sizeof(sums));
  }
}

VARIANTS void mix(const float* weights, const float* values, size_t stride, int keys, size_t each, float* into) {
  std::fill_n(into, each, 0.0f);
  for (int t = 0; t < keys; t++)
    for (size_t d = 0; d < each; d++) into[d] += weights[t] * values[t * stride + d];
}

void softmax(float* scores, int count) {
  const float most = *std::max_element(scores, scores + count);
  float sum = 0;
  for (int t = 0; t < count; t++) sum += scores[t] = std::exp(scores[t] - most);
  for (int t = 0; t < count; t++) scores[t] /= sum;
}

}  // namespace

void normalize_row(const float* from, float* into, size_t count, float epsilon) {
  const auto mean = total(from, count, 0, false) / static_cast<float>(count);
  const auto variance = total(from, count, mean, true) / static_cast<float>(count);
  scale_row(from, mean, 1 / std::sqrt(variance + epsilon), into, count);
}

void normalize_pixels(const float* from, float* into, size_t channels, size_t pixels, float epsilon, int threads) {
  rows(static_cast<int>((pixels + kPixels - 1) / kPixels), channels * pixels, threads, [&](int index) {
    const auto first = index * kPixels;
    normalize_some(from + first, into + first, channels, pixels, std::min(kPixels, pixels - first), epsilon);
  });
}

size_t key_row(int keys) { return (keys + kLanes - 1) / kLanes * kLanes; }

void transpose_keys(const float* from, size_t stride, float* into, const AttentionShape& shape, int threads) {
  const auto row = key_row(shape.keys);
  const int width = shape.heads * shape.each;
  rows(width, width * row, threads, [&](int c) {
    auto* const out = into + c * row;
    for (int t = 0; t < shape.keys; t++) out[t] = from[t * stride + c];
    std::fill(out + shape.keys, out + row, 0.0f);
  });
}

void attend(const AttentionShape& shape, const float* queries, const float* keys, const float* values, size_t stride, float* scores, float* into, int threads) {
  const auto row = key_row(shape.keys), each = static_cast<size_t>(shape.each), width = shape.heads * each;
  rows(shape.queries, shape.queries * width * row / kLanes, threads, [&](int q) {
    auto* const own = scores + q * row;
    for (int h = 0; h < shape.heads; h++) {
      const auto head = h * each;
      score(queries + q * width + head, keys + head * row, row, each, own);
      softmax(own, shape.keys);
      mix(own, values + head, stride, shape.keys, each, into + q * width + head);
    }
  });
}

void add_transposed(const float* from, const float* answers, float* into, size_t channels, size_t pixels) {
  for (size_t c = 0; c < channels; c++)
    for (size_t p = 0; p < pixels; p++) into[c * pixels + p] = from[c * pixels + p] + answers[p * channels + c];
}

void add_channels(const float* from, const float* answer, float* into, size_t channels, size_t pixels) {
  for (size_t c = 0; c < channels; c++)
    for (size_t p = 0; p < pixels; p++) into[c * pixels + p] = from[c * pixels + p] + answer[c];
}

}  // namespace inpaint
