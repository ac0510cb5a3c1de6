#include "kernels.h"

#include <algorithm>
#include <cfloat>
#include <cmath>
#include <cstring>

#include "rows.h"

namespace inpaint {
namespace {

// lanes: 8 or 16.
VARIANTS void maximum(float* into, const float* from, int lanes) {
  for (int c = 0; c < lanes; c += 8)
    for (int k = 0; k < 8; k++) into[c + k] = std::max(into[c + k], from[c + k]);
}

// The usual case: each output is the largest of 2 x 2.
VARIANTS void halve_row(const float* upper, const float* lower, float* into, int made, int lanes) {
  for (int x = 0; x < made; x++, upper += 2 * lanes, lower += 2 * lanes, into += lanes) {
    for (int c = 0; c < lanes; c += 8) {
      for (int k = c; k < c + 8; k++)
        into[k] = std::max(std::max(upper[k], upper[k + lanes]), std::max(lower[k], lower[k + lanes]));
    }
  }
}

VARIANTS void add_row(const float* a, const float* b, float* into, size_t count) {
  for (size_t i = 0; i < count; i++) into[i] = a[i] + b[i];
}

VARIANTS void affine_row(const float* from, float factor, float offset, float* into, size_t count) {
  for (size_t i = 0; i < count; i++) into[i] = from[i] * factor + offset;
}

VARIANTS void multiply_row(const float* a, const float* b, float* into, size_t count) {
  for (size_t i = 0; i < count; i++) into[i] = a[i] * b[i];
}

VARIANTS float dot(const float* a, const float* b, size_t count) {
  float sums[32] = {};
  size_t i = 0;
  for (; i + 32 <= count; i += 32)
    for (int k = 0; k < 32; k++) sums[k] += a[i + k] * b[i + k];
  float sum = 0;
  for (; i < count; i++) sum += a[i] * b[i];
  for (int width = 16; width > 0; width /= 2)
    for (int k = 0; k < width; k++) sums[k] += sums[k + width];
  return sums[0] + sum;
}

}  // namespace

void spread_groups(const SpreadShape& s, const std::byte* from, std::byte* into, int threads) {
  const auto bytes = static_cast<size_t>(s.bytes);
  const size_t step = s.interleaved ? bytes * s.stride_y * s.stride_x : bytes;
  const size_t line = static_cast<size_t>(s.columns) * step, plane = s.rows * line;
  rows(s.blocks * s.height, static_cast<size_t>(s.blocks) * s.height * s.width * bytes / sizeof(float), threads, [&](int index) {
    const int b = index / s.height, y = index % s.height;
    auto* const row = into + static_cast<size_t>(index) * s.width * bytes;
    for (int px = 0; px < s.stride_x; px++) {
      const auto phase = static_cast<size_t>(y % s.stride_y) * s.stride_x + px;
      const auto* in = from + (y / s.stride_y) * line + (s.interleaved ? phase * bytes : (phase * s.blocks + b) * plane);
      for (int x = px; x < s.width; x += s.stride_x, in += step) std::memcpy(row + static_cast<size_t>(x) * bytes, in, bytes);
    }
  });
}

void join_pixels(const std::byte* from, size_t bytes, size_t from_bytes, std::byte* into, size_t into_bytes, size_t pixels, int threads) {
  constexpr size_t piece = 512;
  rows(static_cast<int>((pixels + piece - 1) / piece), pixels * bytes / sizeof(float), threads, [&](int index) {
    const auto end = std::min(pixels, (index + 1) * piece);
    for (auto p = index * piece; p < end; p++) std::memcpy(into + p * into_bytes, from + p * from_bytes, bytes);
  });
}

void max_pool(const PoolShape& s, const float* from, float* into, int threads) {
  const bool halves = s.kernel[0] == 2 && s.kernel[1] == 2 && s.stride[0] == 2 && s.stride[1] == 2 && s.padding[0] == 0 && s.padding[1] == 0;
  const size_t line = static_cast<size_t>(s.width) * s.lanes;
  rows(s.planes * s.made_height, static_cast<size_t>(s.planes) * s.made_height * s.made_width * s.lanes, threads, [&](int index) {
    const int y = index % s.made_height;
    const float* const plane = from + static_cast<size_t>(index / s.made_height) * s.height * line;
    float* out = into + static_cast<size_t>(index) * s.made_width * s.lanes;
    if (halves) {
      halve_row(plane + 2 * y * line, plane + (2 * y + 1) * line, out, s.made_width, s.lanes);
      return;
    }
    for (int x = 0; x < s.made_width; x++, out += s.lanes) {
      std::fill_n(out, s.lanes, -INFINITY);
      for (int ky = 0; ky < s.kernel[0]; ky++) {
        const int row = y * s.stride[0] - s.padding[0] + ky;
        if (row < 0 || row >= s.height) continue;
        for (int kx = 0; kx < s.kernel[1]; kx++) {
          const int column = x * s.stride[1] - s.padding[1] + kx;
          if (column >= 0 && column < s.width) maximum(out, plane + row * line + static_cast<size_t>(column) * s.lanes, s.lanes);
        }
      }
    }
  });
}

void upsample_add(const UpsampleShape& s, const float* from, const float* other, float* into, int threads) {
  const int height = s.height * s.factor, width = s.width * s.factor;
  rows(s.planes * height, static_cast<size_t>(s.planes) * height * width * s.lanes, threads, [&](int index) {
    const int p = index / height, y = index % height;
    const float* in = from + (static_cast<size_t>(p) * s.height + y / s.factor) * s.width * s.lanes;
    float* const row = into + static_cast<size_t>(index) * width * s.lanes;
    float* out = row;
    for (int x = 0; x < s.width; x++, in += s.lanes)
      for (int f = 0; f < s.factor; f++, out += s.lanes) std::memcpy(out, in, s.lanes * sizeof(float));
    if (other != nullptr) add_row(row, other + static_cast<size_t>(index) * width * s.lanes, row, static_cast<size_t>(width) * s.lanes);
  });
}

void add(const float* a, const float* b, float* into, size_t count, int threads) {
  constexpr size_t piece = 4096;
  rows(static_cast<int>((count + piece - 1) / piece), count, threads, [&](int index) {
    const auto start = index * piece;
    add_row(a + start, b + start, into + start, std::min(piece, count - start));
  });
}

void affine(const float* from, float factor, float offset, float* into, size_t count) { affine_row(from, factor, offset, into, count); }

void multiply(const float* from, const float* plane, float* into, size_t channels, size_t pixels) {
  for (size_t c = 0; c < channels; c++) multiply_row(from + c * pixels, plane, into + c * pixels, pixels);
}

void matrix_vector(const float* weight, const float* bias, const float* from, float* into, size_t outputs, size_t inputs, int threads) {
  rows(static_cast<int>(outputs), outputs * inputs, threads, [&](int o) { into[o] = dot(weight + o * inputs, from, inputs) + bias[o]; });
}

void pixel_shuffle(const float* from, float* into, int channels, int height, int width, int group, int lanes) {
  const size_t pixels = static_cast<size_t>(height) * width;
  for (int c = 0; c < channels; c++) {
    for (int y = 0; y < height * group; y++) {
      float* const row = into + (static_cast<size_t>(c) * height * group + y) * width * group;
      for (int gx = 0; gx < group; gx++) {
        const int deep = (c * group + y % group) * group + gx;
        const float* in = from + deep / lanes * pixels * lanes + static_cast<size_t>(y / group) * width * lanes + deep % lanes;
        for (int x = 0; x < width; x++) row[x * group + gx] = in[static_cast<size_t>(x) * lanes];
      }
    }
  }
}

void pixel_unshuffle(const float* from, float* into, int channels, int height, int width, int group) {
  for (int c = 0; c < channels; c++) {
    for (int gy = 0; gy < group; gy++) {
      for (int gx = 0; gx < group; gx++) {
        for (int y = 0; y < height; y++) {
          const float* in = from + (static_cast<size_t>(c) * height * group + y * group + gy) * width * group + gx;
          for (int x = 0; x < width; x++) *into++ = in[static_cast<size_t>(x) * group];
        }
      }
    }
  }
}

void to_blocked(const float* from, float* into, int channels, size_t pixels, int lanes, int threads) {
  const int blocks = (channels + lanes - 1) / lanes;
  rows(blocks, blocks * pixels * lanes, threads, [&](int b) {
    float* out = into + b * pixels * lanes;
    const int present = std::min(lanes, channels - b * lanes);
    for (size_t p = 0; p < pixels; p++, out += lanes)
      for (int c = 0; c < lanes; c++) out[c] = c < present ? from[(static_cast<size_t>(b) * lanes + c) * pixels + p] : 0;
  });
}

void to_plain(const float* from, float* into, int channels, size_t pixels, int lanes, int threads) {
  rows(channels, channels * pixels, threads, [&](int c) {
    const float* in = from + c / lanes * pixels * lanes + c % lanes;
    for (size_t p = 0; p < pixels; p++) into[c * pixels + p] = in[p * lanes];
  });
}

void widen_range(const float* values, size_t count, float* range) {
  for (size_t i = 0; i < count; i++) {
    range[0] = std::max(range[0], values[i]);
    range[1] = std::min(range[1], values[i]);
  }
}

}  // namespace inpaint
