// Convolution 3x3 of 8-bit numbers by Winograd's minimal filtering F(2x2, 3x3) [Lavin & Gray, Fast Algorithms for Convolutional Neural
// Networks, 2016]: of a patch of 4x4 numbers and 3x3 weights 16 sums and differences each are multiplied, where 36 products would be. All of
// it is done in whole numbers and exact: a patch's have 10 bits, a weight's 14, so that products of 16 bits give what the 36 would.
#pragma once

#include "byte_kernel.h"

namespace inpaint {

constexpr int kTileSide = 2;      // results that are made together
constexpr int kPatchSide = 4;     // numbers that they take
constexpr int kPoints = 16;       // products of a patch
constexpr int kWinogradUnit = 4;  // what everything is multiplied by, so that halves of weights are whole

// Sums and differences of a patch.
struct WinogradPatch {
  const uint8_t* from;
  int64_t row, column;  // numbers from one to the next
  int channels;         // a multiple of 16
  int16_t* into;        // [channels] of the first point
  int64_t point;        // numbers from a point's to the next's
};

// Sixteen outputs' sums of products.
struct WinogradPanel {
  const int16_t* from;  // [points][tiles][channels]
  int64_t point;
  int channels, tiles;
  const int16_t* weights;  // [points][channels / 2][16 outputs][2], aligned to 32 bytes
  int32_t* into;           // [tiles][points][16]
};

// What the sums of a tile give: four times the convolution's.
struct WinogradTile {
  const int32_t* sums;  // [points][16]
  int rows, columns;    // 1 or 2: those that there are
  ByteResults results;
  void* into;           // as of BytePanel
  int64_t into_row, into_column;
};

struct WinogradKernel {
  void (*spread)(const WinogradPatch& patch);
  void (*multiply)(const WinogradPanel& panel);
  void (*to_bytes)(const WinogradTile& tile);
  void (*to_floats)(const WinogradTile& tile);
};

// Null where byte_kernel is.
const WinogradKernel* winograd_kernel();

}  // namespace inpaint
