// Weights of a 3x3 convolution as Winograd's kernel multiplies them.
#pragma once

#include <vector>

#include "plan.h"

namespace inpaint {

constexpr int kWinogradMost = 511;  // the largest number of a weight

struct WinogradWeights {
  std::vector<float> scales;    // [outputs], value of a sum = sum * scale
  std::vector<int32_t> totals;  // [outputs], the sum where all activations are 1
  Memory packed;                // [outputs / 16][points][inputs / 2][16][2]; absent ones are zero
  size_t bytes = 0;

  const int16_t* block(size_t index, int inputs) const;
};

// The most inputs whose sums stay in 32 bits, whatever weights and activations are.
int winograd_most_inputs();

// weight: [outputs][inputs][3][3], an even number of inputs.
WinogradWeights pack_winograd_weights(const float* weight, int outputs, int inputs);

}  // namespace inpaint
