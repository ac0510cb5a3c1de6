// Weights of a convolution as numbers of 8 bits with sign, in the order of the byte kernel.
#pragma once

#include <vector>

#include "plan.h"

namespace inpaint {

struct ByteWeights {
  int row_groups = 0;          // groups of 16 numbers that a row of the kernel takes
  int groups = 0;              // of a pixel
  std::vector<float> scales;   // [outputs], value = number * scale
  std::vector<int32_t> totals; // [outputs], sum of an output's numbers
  Memory packed;               // [outputs / 16][groups][steps][16][4]; absent ones are zero
  size_t bytes = 0;

  const int8_t* block(size_t index) const;
};

// Channels of a pixel as the kernel reads them.
int byte_depth(int channels);

// weight: [outputs][inputs][rows][columns]. Each output has a scale of its own: as fine as its largest weight lets it be, and coarse
// enough that a lane's sums never leave 16 bits, whatever the activations.
ByteWeights pack_byte_weights(const float* weight, int outputs, int inputs, int rows, int columns);

}  // namespace inpaint
