// Convolution of 8-bit numbers on processors with AVX2 and without VNNI. vpmaddubsw gives sums of two products in 16 bits; four of them are
// added in 16 bits (an addition has four ports of a Zen or three of a Core, a product two) before they are widened to 32. Widening after
// each, as oneDNN does, takes twice as many multiplying instructions. That four fit is seen to when the weights are made (byte_weights.h).
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

// What becomes of the sums of sixteen outputs: value = sum * factor + offset; negative values times slope; then a float, or a number =
// value + zero of 7 bits.
struct ByteResults {
  const float* factor;        // [16]
  const float* offset;        // [16]
  float slope, zero;
  int outputs;                // 1 to 16: those that there are
  int64_t plane;              // floats from a block of 8 outputs to the next
};

// What a pixel begins with, and where its outputs go, from where the first one's are.
struct BytePlace {
  int32_t from, into;
};

// Sixteen outputs of some pixels.
struct BytePanel {
  const BytePlace* places;
  int pixels;
  const uint8_t* from;        // what the first pixel takes, in numbers of at most 127
  const int32_t* offsets;     // [groups], of 16 numbers each, from where a pixel begins
  int groups;
  const int8_t* weights;      // [groups][4 steps][16 outputs][4], aligned to 32 bytes
  ByteResults results;
  void* into;                 // where the first pixel's outputs go: numbers side by side, or floats in blocks of 8
};

struct ByteKernel {
  void (*to_bytes)(const BytePanel& panel);
  void (*to_floats)(const BytePanel& panel);
  // count numbers = value * factor + zero, of 7 bits.
  void (*quantize)(const float* from, float factor, float zero, uint8_t* into, int64_t count);
};

// Null where this processor has something better, or no AVX2.
const ByteKernel* byte_kernel();

}  // namespace inpaint
