// Correlation of features with a kernel: a convolution's output, and its input's gradient.
#pragma once

#include "bands.h"

namespace shim {

// Kernels as they lie in memory: the weight of an output channel, an input channel, a row and a column.
struct KernelView {
  const float* data;
  int64_t outputs;
  int64_t output_step, input_step, row_step, column_step;
};

// Where results go.
struct Destination {
  float* data;
  int64_t image_step, channel_step, row_step, column_step;
};

// Writes, for every pixel of the window's output, start (a number each output channel; null: 0) and the sum over input channels and taps.
void correlate(const Features& features, const KernelView& kernel, const Window& window, const float* start, const Destination& to);

}  // namespace shim
