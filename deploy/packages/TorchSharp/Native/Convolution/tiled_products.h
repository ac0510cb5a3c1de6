// The gradient of 3x3 kernels by Winograd's tiles.
#pragma once

#include "products.h"

namespace shim {

// As kernel_products, where suits_tiles.
void tiled_kernel_products(const Features& features, const float* gradient, int64_t outputs, const Window& window, float* to);

}  // namespace shim
