// Winograd's transforms (tile_grid.h), for AVX2.
#pragma once

#include <cstdint>

namespace shim {

void avx2_patch(const float* from, int64_t row_step, float* to, int64_t step);
void avx2_gradient(const float* from, int64_t row_step, float* to, int64_t step);
void avx2_output(const float* from, int64_t step, float start, float* to, int64_t row_step);

}  // namespace shim
