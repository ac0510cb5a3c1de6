#include "geometry.h"

#include "tile_grid.h"
#include "tiled_correlation.h"
#include "tiled_products.h"

#include <algorithm>

namespace shim {
namespace {

void correlate_either(const Features& features, const KernelView& kernel, const Window& window, const float* start, const Destination& to) {
  if (to.column_step == 1 && suits_tiles(window, features.channels, kernel.outputs)) {
    correlate_tiles(features, kernel, window, start, to);
  } else {
    correlate(features, kernel, window, start, to);
  }
}

// Along one axis, the large side's pixels first, first + stride, ...: which taps of the kernel they get, last to first, and from where.
struct Phase {
  int64_t last_tap, taps, padding, pixels;
};

Phase phase(int64_t first, int64_t stride, int64_t kernel, int64_t padding, int64_t large) {
  const int64_t tap = (first + padding) % stride, taps = divide_up(kernel - tap, stride);
  return {tap + stride * (taps - 1), taps, taps - 1 - (first + padding - tap) / stride, divide_up(large - first, stride)};
}

}  // namespace

void shrink(const Geometry& g, const float* large, const float* weights, const float* start, float* small) {
  const int64_t taps = g.kernel_height * g.kernel_width, pixels = g.small_height * g.small_width;
  correlate_either({large, g.images, g.large_channels, g.large_height, g.large_width},
                   {weights, g.small_channels, g.large_channels * taps, taps, g.kernel_width, 1}, g.window(), start,
                   {small, g.small_channels * pixels, pixels, g.small_width, 1});
}

void expand(const Geometry& g, const float* small, const float* weights, const float* start, float* large) {
  const int64_t taps = g.kernel_height * g.kernel_width, pixels = g.large_height * g.large_width;
  for (int64_t row = 0; row < std::min(g.stride_height, g.large_height); row++) {
    const auto rows = phase(row, g.stride_height, g.kernel_height, g.padding_height, g.large_height);
    for (int64_t column = 0; column < std::min(g.stride_width, g.large_width); column++) {
      const auto columns = phase(column, g.stride_width, g.kernel_width, g.padding_width, g.large_width);
      correlate_either({small, g.images, g.small_channels, g.small_height, g.small_width},
                       {weights + rows.last_tap * g.kernel_width + columns.last_tap, g.large_channels, taps, g.large_channels * taps,
                        -g.stride_height * g.kernel_width, -g.stride_width},
                       {rows.taps, columns.taps, 1, 1, rows.padding, columns.padding, rows.pixels, columns.pixels}, start,
                       {large + row * g.large_width + column, g.large_channels * pixels, pixels, g.stride_height * g.large_width, g.stride_width});
    }
  }
}

void weight_gradient(const Geometry& g, const float* large, const float* small, float* weights) {
  const Features features{large, g.images, g.large_channels, g.large_height, g.large_width};
  if (suits_tiles(g.window(), g.large_channels, g.small_channels)) {
    tiled_kernel_products(features, small, g.small_channels, g.window(), weights);
  } else {
    kernel_products(features, small, g.small_channels, g.window(), weights);
  }
}

}  // namespace shim
