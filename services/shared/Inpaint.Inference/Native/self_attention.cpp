// Attention of short sequences to themselves. Its products are too small for a library's: packing and calls would take longer than they do.
#include <omp.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "rows.h"
#include "sequence_kernels.h"

#if defined __GLIBC__ && defined __x86_64__
// libmvec, a part of glibc, has it for several values at once; glibc itself says so under -ffast-math alone.
extern "C" __attribute__((simd("notinbranch"))) float expf(float) noexcept;
#endif

namespace inpaint {
namespace {

constexpr int64_t kPanel = 16;
constexpr int kRows = 6;

// Twelve sums and two values of a panel fill the registers of AVX2.
using Lanes = float __attribute__((vector_size(8 * sizeof(float)), aligned(alignof(float)), may_alias));

int64_t whole_panels(int64_t count) { return (count + kPanel - 1) / kPanel * kPanel; }

// into[panel of 16 columns][row][16], absent columns zero. Element (row, column) is from[row * line + column * step].
void pack_panels(const float* from, int64_t line, int64_t step, int64_t rows, int64_t columns, float* into) {
  for (int64_t first = 0; first < columns; first += kPanel) {
    const auto present = std::min(kPanel, columns - first);
    for (int64_t row = 0; row < rows; row++, into += kPanel) {
      for (int64_t i = 0; i < present; i++) into[i] = from[row * line + (first + i) * step];
      std::fill(into + present, into + kPanel, 0.0f);
    }
  }
}

// into[row][16] = rows of `from` times a panel.
template <int Count>
[[gnu::always_inline]] inline void multiply_rows(const float* from, int64_t from_line, const float* panel, int64_t depth, float* into, int64_t into_line) {
  const auto* const values = reinterpret_cast<const Lanes*>(panel);
  Lanes low[Count]{}, high[Count]{};
  for (int64_t k = 0; k < depth; k++) {
    const Lanes a = values[2 * k], b = values[2 * k + 1];
#pragma GCC unroll 6
    for (int r = 0; r < Count; r++) {
      low[r] += from[r * from_line + k] * a;
      high[r] += from[r * from_line + k] * b;
    }
  }
#pragma GCC unroll 6
  for (int r = 0; r < Count; r++) {
    auto* const row = reinterpret_cast<Lanes*>(into + r * into_line);
    row[0] = low[r];
    row[1] = high[r];
  }
}

// 1 to 6 rows of `from` times all panels.
VARIANTS void multiply(int rows, const float* from, int64_t from_line, const float* panels, int64_t depth, int64_t columns, float* into, int64_t into_line) {
  for (int64_t first = 0; first < columns; first += kPanel, panels += depth * kPanel) {
    switch (rows) {
      case 1: multiply_rows<1>(from, from_line, panels, depth, into + first, into_line); break;
      case 2: multiply_rows<2>(from, from_line, panels, depth, into + first, into_line); break;
      case 3: multiply_rows<3>(from, from_line, panels, depth, into + first, into_line); break;
      case 4: multiply_rows<4>(from, from_line, panels, depth, into + first, into_line); break;
      case 5: multiply_rows<5>(from, from_line, panels, depth, into + first, into_line); break;
      default: multiply_rows<kRows>(from, from_line, panels, depth, into + first, into_line); break;
    }
  }
}

// Of values * scale + bias. What fills the last panel is changed too: vectors then have no rest.
VARIANTS void softmax(float* values, float scale, const float* bias, int64_t count) {
  if (bias == nullptr) {
#pragma omp simd
    for (int64_t i = 0; i < count; i++) values[i] *= scale;
  } else {
#pragma omp simd
    for (int64_t i = 0; i < count; i++) values[i] = values[i] * scale + bias[i];
  }
  const auto whole = whole_panels(count);
  std::fill(values + count, values + whole, std::numeric_limits<float>::lowest());
  float most = values[0];
#pragma omp simd reduction(max : most)
  for (int64_t i = 0; i < whole; i++) most = std::max(most, values[i]);
  float sum = 0;
#pragma omp simd reduction(+ : sum)
  for (int64_t i = 0; i < whole; i++) {
    values[i] = i < count ? expf(values[i] - most) : 0;
    sum += values[i];
  }
  const float factor = 1 / sum;
#pragma omp simd
  for (int64_t i = 0; i < whole; i++) values[i] *= factor;
}

// One head of one sample.
void attend(const SequenceShape& shape, int64_t sample, int64_t head, const float* from, float* room, float* into) {
  const auto length = shape.length, each = shape.each, width = shape.heads * each, line = 3 * width;
  const auto* const queries = from + sample * length * line + head * each;
  const auto* const bias = shape.bias == nullptr ? nullptr : shape.bias + sample * shape.bias_stride;
  const auto score_line = whole_panels(length), mixed_line = whole_panels(each);
  auto* const keys = room;                                  // [panel of positions][value][16]
  auto* const values = keys + score_line * each;            // [panel of values][position][16]
  auto* const scores = values + mixed_line * length;
  auto* const mixed = scores + kRows * score_line;
  pack_panels(queries + width, 1, line, each, length, keys);
  pack_panels(queries + 2 * width, line, 1, length, each, values);
  for (int64_t first = 0; first < length; first += kRows) {
    const auto rows = static_cast<int>(std::min<int64_t>(kRows, length - first));
    multiply(rows, queries + first * line, line, keys, each, length, scores, score_line);
    for (int r = 0; r < rows; r++)
      softmax(scores + r * score_line, 1 / std::sqrt(static_cast<float>(each)), bias == nullptr ? nullptr : bias + (first + r) * length, length);
    multiply(rows, scores, score_line, values, length, each, mixed, mixed_line);
    for (int r = 0; r < rows; r++) std::copy_n(mixed + r * mixed_line, each, into + (sample * length + first + r) * width + head * each);
  }
}

}  // namespace

size_t attention_room(int64_t length, int64_t each) {
  const auto score_line = whole_panels(length), mixed_line = whole_panels(each);
  return static_cast<size_t>(whole_panels(score_line * each + mixed_line * length + kRows * (score_line + mixed_line)));
}

void attend_within(const SequenceShape& shape, const float* from, float* room, float* into, int threads) {
  const auto own = attention_room(shape.length, shape.each);
  const auto tasks = shape.samples * shape.heads;
  rows(static_cast<int>(tasks), tasks * shape.length * shape.length, threads, [&](int task) {
    attend(shape, task / shape.heads, task % shape.heads, from, room + static_cast<size_t>(omp_get_thread_num()) * own, into);
  });
}

}  // namespace inpaint
