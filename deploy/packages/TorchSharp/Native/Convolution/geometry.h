// A convolution between a large side (a convolution's input, a transposed one's output) and a small side: its three directions.
#pragma once

#include "bands.h"

namespace shim {

struct Geometry {
  int64_t images;
  int64_t large_channels, large_height, large_width;
  int64_t small_channels, small_height, small_width;
  int64_t kernel_height, kernel_width;  // weights: [small_channels, large_channels, kernel_height, kernel_width]
  int64_t stride_height, stride_width;  // at most the kernel's size
  int64_t padding_height, padding_width;

  Window window() const { return {kernel_height, kernel_width, stride_height, stride_width, padding_height, padding_width, small_height, small_width}; }
};

// From the large side to the small one. Start: a number each channel of the result, or null.
void shrink(const Geometry& geometry, const float* large, const float* weights, const float* start, float* small);

// From the small side to the large one, by the transposed kernels.
void expand(const Geometry& geometry, const float* small, const float* weights, const float* start, float* large);

// The weights' gradient of either.
void weight_gradient(const Geometry& geometry, const float* large, const float* small, float* weights);

}  // namespace shim
