#include "packed_matrix.h"

#include <omp.h>

#include <algorithm>

#include "panel_activation.h"
#include "panel_kernel.h"
#include "rows.h"

namespace inpaint {
namespace {

// Of a panel, what stays in the first cache while it goes over the rows.
constexpr int kMostDepth = 384;
// Rows stay in the second while panels go over them: all of them where they are short, else parts of that depth.
constexpr int kRowValues = 64 * 1024;
constexpr int kShortRow = 1024;
constexpr int kMostLongRows = kRowValues / kMostDepth;

struct Tile {
  TileRows rows;
  PanelValues panel;
  int64_t depth;
  // What sums begin with, and what is added to that (null: nothing).
  const float* start;
  int64_t start_row;
  const float* bias;
  float* into;
  int64_t into_row;
  Ahead ahead;
};

template <int Count>
[[gnu::always_inline]] inline void multiply_rows(const Tile& tile) {
  TileSums<Count> sums;
#pragma GCC unroll 6
  for (int r = 0; r < Count; r++) {
    const auto* const start = reinterpret_cast<const Lanes*>(tile.start + r * tile.start_row);
    sums.low[r] = start[0];
    sums.high[r] = start[1];
  }
  if (tile.bias != nullptr) {
    const auto* const bias = reinterpret_cast<const Lanes*>(tile.bias);
#pragma GCC unroll 6
    for (int r = 0; r < Count; r++) {
      sums.low[r] += bias[0];
      sums.high[r] += bias[1];
    }
  }
  // The next rows' results, where they are read.
#pragma GCC unroll 6
  for (int r = 0; r < Count; r++) __builtin_prefetch(tile.into + (Count + r) * tile.into_row);
  // Values that lie side by side need no arithmetic.
  if (tile.rows.value == 1) multiply_tile<Count, kLanes>({tile.rows.from, tile.rows.row, 1}, tile.panel, tile.depth, tile.ahead, sums);
  else multiply_tile<Count, kLanes>(tile.rows, tile.panel, tile.depth, tile.ahead, sums);
#pragma GCC unroll 6
  for (int r = 0; r < Count; r++) {
    auto* const into = reinterpret_cast<Lanes*>(tile.into + r * tile.into_row);
    into[0] = sums.low[r];
    into[1] = sums.high[r];
  }
}

VARIANTS void multiply(const Tile& tile, int count) {
  switch (count) {
    case 1: return multiply_rows<1>(tile);
    case 2: return multiply_rows<2>(tile);
    case 3: return multiply_rows<3>(tile);
    case 4: return multiply_rows<4>(tile);
    case 5: return multiply_rows<5>(tile);
    default: return multiply_rows<kMostRows>(tile);
  }
}

int panels(int outputs) { return (outputs + kPanel - 1) / kPanel; }

// Parts of about the same size, each a multiple of `unit` but for the last.
int part(int whole, int most, int unit) {
  const int parts = (whole + most - 1) / most;
  return ((whole + parts - 1) / parts + unit - 1) / unit * unit;
}

}  // namespace

// What stays the same over the tiles of some rows, a part of the depth and a panel.
struct PackedMatrix::Share {
  Rows rows;
  Results results;  // of the panel's first output
  PanelValues panel;
  const float* bias;
  PanelValues next;  // those that come after it
  int64_t depth;
  int outputs;
  bool begins, ends;

  void multiply() const {
    const int tiles = (rows.count + kMostRows - 1) / kMostRows;
    for (int t = 0; t < tiles; t++) {
      const auto first = static_cast<int64_t>(rows.count) * t / tiles, last = static_cast<int64_t>(rows.count) * (t + 1) / tiles;
      const bool reads = !begins || results.adds;
      auto* const into = results.into + first * results.row;
      Tile tile{{rows.from + first * rows.row, rows.row, rows.value}, panel, depth, reads ? into : bias, reads ? results.row : 0,
                begins && reads ? bias : nullptr, into, results.row, {}};
      tile.ahead = ahead(t * depth / kAheadDepth, into);
      finish(tile, static_cast<int>(last - first));
    }
  }

 private:
  // From so many lines on of what comes next, or nothing anew.
  Ahead ahead(int64_t lines, const float* nothing) const {
    constexpr int64_t line = 16;
    if (lines >= depth) return {reinterpret_cast<const std::byte*>(nothing), 0};
    const auto* const from = lines < depth / 2 ? next.low + lines * line : next.high + (lines - depth / 2) * line;
    return {reinterpret_cast<const std::byte*>(from), line * sizeof(float)};
  }

  void finish(Tile& tile, int count) const {
    if (outputs == kPanel) {
      finish_whole(tile, count);
      return;
    }
    // Beside the last outputs there may be something else.
    float whole[kMostRows][kPanel] = {};
    auto* const into = tile.into;
    if (tile.start == into) {
      for (int r = 0; r < count; r++) std::copy_n(into + r * results.row, outputs, whole[r]);
      tile.start = whole[0];
      tile.start_row = kPanel;
    }
    tile.into = whole[0];
    tile.into_row = kPanel;
    finish_whole(tile, count);
    for (int r = 0; r < count; r++) std::copy_n(whole[r], outputs, into + r * results.row);
  }

  void finish_whole(const Tile& tile, int count) const {
    inpaint::multiply(tile, count);
    if (ends) activate(results.activation, tile.into, tile.into_row, count);
  }
};

PackedMatrix::PackedMatrix(const float* weight, const float* bias, int outputs, int inputs)
    : outputs_(outputs), inputs_(inputs), weight_(allocate(2 * panels(outputs) * half_panel() * sizeof(float))),
      bias_(static_cast<size_t>(panels(outputs)) * kPanel) {
  auto* const packed = reinterpret_cast<float*>(weight_.get());
  for (size_t o = 0; o < static_cast<size_t>(outputs); o++) {
    for (size_t k = 0; k < static_cast<size_t>(inputs); k++) packed[o / kLanes * half_panel() + k * kLanes + o % kLanes] = weight[o * inputs + k];
  }
  std::copy_n(bias, outputs, bias_.begin());
}

size_t PackedMatrix::half_panel() const { return static_cast<size_t>((inputs_ + kLanes - 1) / kLanes) * kLanes * kLanes; }

size_t PackedMatrix::bytes() const { return (2 * panels(outputs_) * half_panel() + bias_.size()) * sizeof(float); }

void PackedMatrix::multiply(const Rows& from, const Results& results, int threads) const {
  const int count = panels(outputs_);
  if (threads == 1 || static_cast<size_t>(from.count) * outputs_ * inputs_ / kLanes < kWorthSharing) {
    multiply(from, results, 0, count);
    return;
  }
#pragma omp parallel num_threads(threads)
  {
    const int team = omp_get_num_threads(), member = omp_get_thread_num();
    multiply(from, results, static_cast<int>(int64_t{count} * member / team), static_cast<int>(int64_t{count} * (member + 1) / team));
  }
}

void PackedMatrix::multiply(const Rows& from, const Results& results, int first, int last) const {
  const bool is_short = inputs_ <= kShortRow;
  const int depth = part(inputs_, kMostDepth, kAheadDepth), some = part(from.count, is_short ? kRowValues / inputs_ : kMostLongRows, kMostRows);
  const int parts = (inputs_ + depth - 1) / depth, count = last - first, all = parts * count;
  const auto panel_at = [&](int index) { return first + (is_short ? index / parts : index % count); };
  const auto depth_at = [&](int index) { return (is_short ? index % parts : index / count) * depth; };
  const auto values_at = [&](int index) {
    const auto* const low = weights() + 2 * half_panel() * panel_at(index) + static_cast<size_t>(depth_at(index)) * kLanes;
    return PanelValues{low, low + half_panel()};
  };
  for (int row = 0; row < from.count; row += some) {
    for (int index = 0; index < all; index++) {
      const int p = panel_at(index), k = depth_at(index), own = std::min(depth, inputs_ - k);
      const Share share{{from.from + row * from.row + k * from.value, from.row, from.value, std::min(some, from.count - row)},
                        {results.into + row * results.row + p * kPanel, results.row, results.adds, results.activation},
                        values_at(index), bias_.data() + p * kPanel, values_at(index + 1 < all ? index + 1 : 0), own,
                        std::min(kPanel, outputs_ - p * kPanel), k == 0, k + own == inputs_};
      share.multiply();
    }
  }
}

}  // namespace inpaint
