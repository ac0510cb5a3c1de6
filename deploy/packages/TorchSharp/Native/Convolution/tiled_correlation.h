// Correlation with 3x3 kernels by Winograd's tiles.
#pragma once

#include "correlation.h"

namespace shim {

// As correlate, where suits_tiles. The destination's columns lie side by side.
void correlate_tiles(const Features& features, const KernelView& kernel, const Window& window, const float* start, const Destination& to);

}  // namespace shim
