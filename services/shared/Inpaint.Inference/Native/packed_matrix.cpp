#include "packed_matrix.h"

#include <algorithm>
#include <cstring>

#include "rows.h"

namespace inpaint {
namespace {

constexpr int kPanel = 16;
constexpr int kLanes = 8;
constexpr int kMostRows = 6;

// Twelve sums and two weights fill the registers of AVX2.
using Lanes = float __attribute__((vector_size(kLanes * sizeof(float)), aligned(alignof(float))));

struct Panel {
  const float* weight;
  const float* bias;
  int inputs, outputs;
};

template <int Count>
[[gnu::always_inline]] inline void multiply_rows(const Panel& panel, const PackedMatrix::Rows& rows, int first, float* into, size_t line) {
  const auto* const weight = reinterpret_cast<const Lanes*>(panel.weight);
  const auto* const bias = reinterpret_cast<const Lanes*>(panel.bias);
  const float* const from = rows.from + first * rows.row;
  Lanes low[Count], high[Count];
#pragma GCC unroll 6
  for (int r = 0; r < Count; r++) {
    low[r] = bias[0];
    high[r] = bias[1];
  }
  for (int k = 0; k < panel.inputs; k++) {
    const Lanes a = weight[2 * k], b = weight[2 * k + 1];
#pragma GCC unroll 6
    for (int r = 0; r < Count; r++) {
      const float value = from[r * rows.row + k * rows.value];
      low[r] += value * a;
      high[r] += value * b;
    }
  }
#pragma GCC unroll 6
  for (int r = 0; r < Count; r++) {
    const Lanes both[2] = {low[r], high[r]};
    std::memcpy(into + (first + r) * line, both, panel.outputs * sizeof(float));
  }
}

VARIANTS void multiply_panel(const Panel& panel, const PackedMatrix::Rows& rows, float* into, size_t line) {
  int first = 0;
  for (; first + kMostRows <= rows.count; first += kMostRows) multiply_rows<kMostRows>(panel, rows, first, into, line);
  switch (rows.count - first) {
    case 1: return multiply_rows<1>(panel, rows, first, into, line);
    case 2: return multiply_rows<2>(panel, rows, first, into, line);
    case 3: return multiply_rows<3>(panel, rows, first, into, line);
    case 4: return multiply_rows<4>(panel, rows, first, into, line);
    case 5: return multiply_rows<5>(panel, rows, first, into, line);
    default: return;
  }
}

int panels(int outputs) { return (outputs + kPanel - 1) / kPanel; }

}  // namespace

PackedMatrix::PackedMatrix(const float* weight, const float* bias, int outputs, int inputs)
    : outputs_(outputs), inputs_(inputs), weight_(allocate(bytes())), bias_(static_cast<size_t>(panels(outputs)) * kPanel) {
  auto* const packed = reinterpret_cast<float*>(weight_.get());
  for (size_t o = 0; o < static_cast<size_t>(outputs); o++) {
    for (size_t k = 0; k < static_cast<size_t>(inputs); k++) packed[(o / kPanel * inputs + k) * kPanel + o % kPanel] = weight[o * inputs + k];
  }
  std::copy_n(bias, outputs, bias_.begin());
}

size_t PackedMatrix::bytes() const { return static_cast<size_t>(panels(outputs_)) * kPanel * inputs_ * sizeof(float); }

void PackedMatrix::multiply(const Rows& from, float* into, int threads) const {
  const auto work = static_cast<size_t>(from.count) * outputs_ * inputs_ / kLanes;
  rows(panels(outputs_), work, threads, [&](int index) {
    const auto first = static_cast<size_t>(index) * kPanel;
    const Panel panel{reinterpret_cast<const float*>(weight_.get()) + first * inputs_, bias_.data() + first, inputs_, std::min(kPanel, outputs_ - static_cast<int>(first))};
    multiply_panel(panel, from, into + first, outputs_);
  });
}

}  // namespace inpaint
