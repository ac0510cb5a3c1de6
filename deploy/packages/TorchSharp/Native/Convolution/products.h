// Sums over all pixels of products of an output's gradient and what the window saw: the gradient of a convolution's kernels.
#pragma once

#include "bands.h"

namespace shim {

// gradient: of the window's output, [images, outputs, rows, columns]; to: [outputs, channels, kernel rows, kernel columns].
void kernel_products(const Features& features, const float* gradient, int64_t outputs, const Window& window, float* to);

}  // namespace shim
