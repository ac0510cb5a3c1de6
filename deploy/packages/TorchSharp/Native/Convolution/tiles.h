// The innermost loops of convolutions: what a processor's vector registers hold at once.
#pragma once

#include <cstdint>

namespace shim {

// Pixels of a vector, and channels of a tile.
constexpr int kLanes = 8;
constexpr int kTileChannels = 4;
// Vectors of pixels (of a correlation) or taps (of products) of a tile: with its channels as many sums as there are registers for.
constexpr int kTileWidth = 3;

// Sums over taps: output[channel][pixel] = sum of weights[tap][channel] * input[pixel + tap].
struct CorrelationTile {
  const float* input;
  const int32_t* pixels;   // where each vector's first pixel begins in the input
  const int32_t* taps;     // added to it
  int64_t tap_count;
  const float* weights;    // [tap][kTileChannels]
  const float* start;      // a number each channel to begin with; null: what the output holds
  float* output;
  const int64_t* places;   // where each vector begins in the output
  const int32_t* lanes;    // how many pixels of each vector there are
  int64_t channel_step;    // between the output's channels
  int64_t pixel_step;      // between neighbouring pixels
  int32_t channels;        // that there are: 1 to kTileChannels
  int32_t vectors;         // 1 to kTileWidth
};

// Sums over pixels: sums[tap][channel] += sum of gradient[channel][pixel] * input[pixel + tap].
struct ProductTile {
  const float* input;
  const int32_t* pixels;   // where each vector begins in the input: first the full vectors, then those that end with a row
  int64_t full;            // vectors of kLanes pixels
  int64_t cut;             // vectors of fewer
  int32_t lanes;           // pixels of each of those
  const int32_t* taps;     // of which there are 1 to kTileWidth
  int32_t tap_count;
  const float* gradient;   // [channel][vector][kLanes], zero where a vector has no pixel
  int64_t channel_step;
  float* sums;             // [tap][kTileChannels]
};

// The same where each input channel is one tap and begins anew: products[channel][pixel] = sum of sums[input][channel] * differences[input][pixel].
struct PlaneTile {
  const float* differences;
  const float* sums;       // [input][kTileChannels]
  float* products;
  int64_t inputs;
  int64_t row;             // floats from a channel to the next, of differences and products
  int32_t vectors;         // 1 to kTileWidth, side by side
};

struct ConvolutionTiles {
  void (*correlate)(const CorrelationTile& tile);
  void (*products)(const ProductTile& tile);
  void (*multiply)(const PlaneTile& tile);

  // Of eight tiles side by side (tile_grid.h), whose order in a vector is these functions' own:
  // the differences of patches of the input, 4 rows of 18 pixels, to[plane * step];
  void (*patch)(const float* from, int64_t row_step, float* to, int64_t step);
  // the sums of 2 rows of 16 pixels of the output's gradient;
  void (*gradient)(const float* from, int64_t row_step, float* to, int64_t step);
  // the 2 rows of 16 pixels of the output, of from[plane * step], each with start added.
  void (*output)(const float* from, int64_t step, float start, float* to, int64_t row_step);
};

// The tiles of this processor; null where there are none that are faster than oneDNN.
const ConvolutionTiles* convolution_tiles();

}  // namespace shim
