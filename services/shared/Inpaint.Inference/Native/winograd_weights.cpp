#include "winograd_weights.h"

#include <algorithm>
#include <cmath>

#include "winograd_kernel.h"

namespace inpaint {
namespace {

constexpr int kTaps = 9;

// 2G of three values, so that all is whole: 2 * 0, 0 + 1 + 2, 0 - 1 + 2, 2 * 2.
void spread(const int (&g)[3], int (&made)[kPatchSide]) {
  made[0] = 2 * g[0];
  made[1] = g[0] + g[1] + g[2];
  made[2] = g[0] - g[1] + g[2];
  made[3] = 2 * g[2];
}

void spread(const int (&numbers)[kTaps], int (&points)[kPoints]) {
  int columns[3][kPatchSide];
  for (int x = 0; x < 3; x++) spread({numbers[x], numbers[3 + x], numbers[6 + x]}, columns[x]);
  for (int y = 0; y < kPatchSide; y++) {
    int row[kPatchSide];
    spread({columns[0][y], columns[1][y], columns[2][y]}, row);
    std::copy(row, row + kPatchSide, points + y * kPatchSide);
  }
}

float choose_scale(const float* weight, size_t count) {
  float largest = 0;
  for (size_t i = 0; i < count; i++) largest = std::max(largest, std::fabs(weight[i]));
  if (!std::isfinite(largest)) throw InvalidGraph("a weight is not finite");
  return std::max(largest / kWinogradMost, 1e-20f);
}

}  // namespace

int winograd_most_inputs() { return INT32_MAX / (kWinogradUnit * kTaps * kWinogradMost * kByteMost); }

const int16_t* WinogradWeights::block(size_t index, int inputs) const {
  return reinterpret_cast<const int16_t*>(packed.get()) + index * kPoints * inputs * kByteOutputs;
}

WinogradWeights pack_winograd_weights(const float* weight, int outputs, int inputs) {
  const size_t blocks = (static_cast<size_t>(outputs) + kByteOutputs - 1) / kByteOutputs, each = static_cast<size_t>(inputs) * kTaps;
  WinogradWeights made;
  made.bytes = blocks * kPoints * inputs * kByteOutputs * sizeof(int16_t);
  made.packed = allocate(made.bytes);
  for (int o = 0; o < outputs; o++) {
    const float scale = choose_scale(weight + o * each, each);
    auto* const block = reinterpret_cast<int16_t*>(made.packed.get()) + static_cast<size_t>(o / kByteOutputs) * kPoints * inputs * kByteOutputs;
    int32_t total = 0;
    for (int c = 0; c < inputs; c++) {
      int numbers[kTaps], points[kPoints];
      for (int i = 0; i < kTaps; i++) {
        numbers[i] = static_cast<int>(std::lround(std::clamp(weight[o * each + c * kTaps + i] / scale, -1.0f * kWinogradMost, 1.0f * kWinogradMost)));
        total += numbers[i];
      }
      spread(numbers, points);
      for (int p = 0; p < kPoints; p++)
        block[((static_cast<size_t>(p) * inputs + c / 2 * 2) * kByteOutputs) + o % kByteOutputs * 2 + c % 2] = static_cast<int16_t>(points[p]);
    }
    made.scales.push_back(scale / kWinogradUnit);
    made.totals.push_back(total * kWinogradUnit);
  }
  return made;
}

}  // namespace inpaint
