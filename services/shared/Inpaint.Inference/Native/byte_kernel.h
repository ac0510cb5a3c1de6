// Convolution of 8-bit numbers on processors with AVX2 and without VNNI. vpmaddubsw gives sums of two products in 16 bits; up to four of
// them are added in 16 bits (an addition has four ports of a Zen or three of a Core, a product two) before they are widened to 32. Widening
// after each, as oneDNN does, takes twice as many products. That four fit is seen to when the weights are made (byte_weights.h).
#pragma once

#include <cstdint>

namespace inpaint {

constexpr int kBytePixels = 3;    // computed side by side
constexpr int kByteOutputs = 16;  // channels of them
constexpr int kByteInputs = 4;    // channels taken in one step
constexpr int kByteSteps = 4;     // added in 16 bits before they are widened
constexpr int kByteGroupInputs = kByteSteps * kByteInputs;
constexpr int kByteGroupBytes = kByteGroupInputs * kByteOutputs;
constexpr int kByteMost = 127;    // the largest activation: 7 bits

// What becomes of sums: value = sum * factor + offset; negative values times slope; then a float, or a number = value + zero of 7 bits.
struct ByteFinish {
  const float* factor;  // [16]
  const float* offset;  // [16]
  float slope;
  float zero;
  int outputs;          // 1 to 16: those that there are
  int64_t plane;        // floats from a block of 8 channels to the next
};

struct ByteKernel {
  // pixels: [3], where each begins. A group takes 16 numbers (of at most 127) of a pixel, from its offset on, with its weights
  // [4 steps][16 outputs][4], aligned to 32 bytes. sums: [3][16].
  void (*sum)(const uint8_t* const* pixels, const int32_t* offsets, int groups, const int8_t* weights, int32_t* sums);
  // Sums of a pixel, to its numbers side by side, or to floats in blocks of 8.
  void (*to_bytes)(const ByteFinish& finish, const int32_t* sums, uint8_t* into);
  void (*to_floats)(const ByteFinish& finish, const int32_t* sums, float* into);
  // count numbers = value * factor + zero, of 7 bits.
  void (*quantize)(const float* from, float factor, float zero, uint8_t* into, int64_t count);
};

// Null where this processor has something better, or no AVX2.
const ByteKernel* byte_kernel();

}  // namespace inpaint
