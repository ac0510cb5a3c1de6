// Sums of products of a few rows and a panel of 16 columns, of which the suite's own matrix products are made.
#pragma once

#include <cstddef>
#include <cstdint>

namespace inpaint {

constexpr int kPanel = 16;
constexpr int kLanes = 8;
constexpr int kMostRows = 6;

// Twelve sums, two values of a panel and one of a row fill the registers of AVX2.
using Lanes = float __attribute__((vector_size(kLanes * sizeof(float)), aligned(alignof(float)), may_alias));

// Lines of the cache that are wanted soon: one is asked for at every kAheadDepth of the depth.
struct Ahead {
  const std::byte* from = nullptr;
  int64_t step = 0;
};

constexpr int64_t kAheadDepth = 8;

// Columns of a few rows: value k of row r is from[r * row + k * value].
struct TileRows {
  const float* from;
  int64_t row, value;
};

template <int Count>
struct TileSums {
  Lanes low[Count], high[Count];
};

// A panel's values, of each place of the depth: eight and another eight, which may lie apart. Step: from one place's to the next's.
struct PanelValues {
  const float *low, *high;
};

// sums += rows times a panel, in the order of the depth.
template <int Count>
[[gnu::always_inline]] inline void multiply_step(const float* from, int64_t row, const float* lows, const float* highs, TileSums<Count>& sums) {
  const Lanes low = *reinterpret_cast<const Lanes*>(lows), high = *reinterpret_cast<const Lanes*>(highs);
#pragma GCC unroll 6
  for (int r = 0; r < Count; r++) {
    const float value = from[r * row];
    sums.low[r] += value * low;
    sums.high[r] += value * high;
  }
}

template <int Count, int Step>
[[gnu::always_inline]] inline void multiply_tile(const TileRows& rows, PanelValues panel, int64_t depth, Ahead ahead, TileSums<Count>& sums) {
  const float* from = rows.from;
  const int64_t row = rows.row, value = rows.value;
  int64_t k = 0;
  for (; k + kAheadDepth <= depth; k += kAheadDepth, ahead.from += ahead.step) {
    __builtin_prefetch(ahead.from);
#pragma GCC unroll 8
    for (int i = 0; i < kAheadDepth; i++, from += value, panel.low += Step, panel.high += Step) multiply_step<Count>(from, row, panel.low, panel.high, sums);
  }
  for (; k < depth; k++, from += value, panel.low += Step, panel.high += Step) multiply_step<Count>(from, row, panel.low, panel.high, sums);
}

}  // namespace inpaint
