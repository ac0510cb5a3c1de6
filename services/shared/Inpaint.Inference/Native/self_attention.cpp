// Attention of short sequences to themselves. Its products are too small for a library's: packing and calls would take longer than they do.
#include <omp.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "panel_kernel.h"
#include "rows.h"
#include "sequence_kernels.h"
#include "vector_math.h"

namespace inpaint {
namespace {

int64_t whole_panels(int64_t count) { return (count + kPanel - 1) / kPanel * kPanel; }

// into[panel of 16 columns][row][16], absent columns zero. Element (row, column) is from[row * line + column * step].
void pack_panels(const float* from, int64_t line, int64_t step, int64_t rows, int64_t columns, float* into) {
  for (int64_t first = 0; first < columns; first += kPanel) {
    const auto present = std::min<int64_t>(kPanel, columns - first);
    for (int64_t row = 0; row < rows; row++, into += kPanel) {
      for (int64_t i = 0; i < present; i++) into[i] = from[row * line + (first + i) * step];
      std::fill(into + present, into + kPanel, 0.0f);
    }
  }
}

// into[row][16] = rows of `from` times a panel.
template <int Count>
[[gnu::always_inline]] inline void multiply_rows(const float* from, int64_t from_line, const float* panel, int64_t depth, float* into, int64_t into_line) {
  TileSums<Count> sums{};
  multiply_tile<Count, kPanel>({from, from_line, 1}, {panel, panel + kLanes}, depth, {reinterpret_cast<const std::byte*>(into), 0}, sums);
#pragma GCC unroll 6
  for (int r = 0; r < Count; r++) {
    auto* const row = reinterpret_cast<Lanes*>(into + r * into_line);
    row[0] = sums.low[r];
    row[1] = sums.high[r];
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
      default: multiply_rows<kMostRows>(from, from_line, panels, depth, into + first, into_line); break;
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
  std::fill(values + count, values + whole, -std::numeric_limits<float>::infinity());
  float most = values[0];
#pragma omp simd reduction(max : most)
  for (int64_t i = 0; i < whole; i++) most = std::max(most, values[i]);
  auto* const lanes = reinterpret_cast<Lanes*>(values);
  Lanes sums{};
  for (int64_t i = 0; i < whole / kLanes; i++) {
    lanes[i] -= most;
    exponential(lanes[i]);
    sums += lanes[i];
  }
  float sum = 0;
  for (int i = 0; i < kLanes; i++) sum += sums[i];
  const float factor = 1 / sum;
  for (int64_t i = 0; i < whole / kLanes; i++) lanes[i] *= factor;
}

// One head of one sample.
void attend(const SequenceShape& shape, int64_t sample, int64_t head, const float* from, float* room, float* into) {
  const auto length = shape.length, each = shape.each, width = shape.heads * each, line = shape.from_row;
  const auto* const queries = from + sample * length * line + head * each;
  const auto* const bias = shape.bias == nullptr ? nullptr : shape.bias + sample * shape.bias_stride;
  const auto score_line = whole_panels(length), mixed_line = whole_panels(each);
  auto* const keys = room;                                  // [panel of positions][value][16]
  auto* const values = keys + score_line * each;            // [panel of values][position][16]
  auto* const scores = values + mixed_line * length;
  auto* const mixed = scores + kMostRows * score_line;
  pack_panels(queries + width, 1, line, each, length, keys);
  pack_panels(queries + 2 * width, line, 1, length, each, values);
  // Those that attend, in tiles of about the same size.
  const auto begin = shape.asking == nullptr ? 0 : int64_t{shape.asking[sample]}, count = shape.asking == nullptr ? length : 1;
  auto* const answers = into + sample * count * shape.into_row + head * each;
  const auto tiles = (count + kMostRows - 1) / kMostRows;
  for (int64_t tile = 0; tile < tiles; tile++) {
    const auto made = count * tile / tiles, first = begin + made;
    const auto rows = static_cast<int>(count * (tile + 1) / tiles - made);
    multiply(rows, queries + first * line, line, keys, each, length, scores, score_line);
    for (int r = 0; r < rows; r++)
      softmax(scores + r * score_line, 1 / std::sqrt(static_cast<float>(each)), bias == nullptr ? nullptr : bias + (first + r) * length, length);
    multiply(rows, scores, score_line, values, length, each, mixed, mixed_line);
    for (int r = 0; r < rows; r++) std::copy_n(mixed + r * mixed_line, each, answers + (made + r) * shape.into_row);
  }
}

}  // namespace

size_t attention_room(int64_t length, int64_t each) {
  const auto score_line = whole_panels(length), mixed_line = whole_panels(each);
  return static_cast<size_t>(whole_panels(score_line * each + mixed_line * length + kMostRows * (score_line + mixed_line)));
}

void attend_within(const SequenceShape& shape, const float* from, float* room, float* into, int threads) {
  const auto own = attention_room(shape.length, shape.each);
  const auto tasks = shape.samples * shape.heads;
  rows(static_cast<int>(tasks), tasks * shape.length * shape.length, threads, [&](int task) {
    attend(shape, task / shape.heads, task % shape.heads, from, room + static_cast<size_t>(omp_get_thread_num()) * own, into);
  });
}

}  // namespace inpaint
