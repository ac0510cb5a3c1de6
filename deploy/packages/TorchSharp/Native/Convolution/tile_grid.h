// The tiles of Winograd's convolutions: an output cut into 2x2 pixels, of which eight side by side make a vector.
//
// Lavin and Gray, Fast Algorithms for Convolutional Neural Networks (2016): of a 4x4 patch of the input sixteen differences are taken,
// of a 3x3 kernel sixteen sums; their products, added over the input's channels, are sixteen sums of which the 2x2 outputs are made:
// 16 multiplications instead of 36.
#pragma once

#include "bands.h"

namespace shim {

// Differences, sums and products of a tile.
constexpr int kPlanes = 16;
// Rows and columns of the output that a vector of tiles has.
constexpr int kTileRows = 2;
constexpr int kTileColumns = 16;
// Those of the input that it sees.
constexpr int kPatchRows = 4;
constexpr int kPatchColumns = 18;
// Floats of a vector.
constexpr int kTiles = 8;

// Floats from one plane to the next, so that the sixteen of a patch do not fight for one place of the cache.
constexpr int64_t plane_step(int64_t floats) { return (floats + 1023) / 1024 * 1024 + 16; }

class TileGrid {
 public:
  TileGrid(int64_t images, int64_t rows, int64_t columns);

  // Vectors of tiles.
  int64_t count() const { return images_ * tile_rows_ * row_vectors_; }

  // The first pixel of the output that a vector has, and how many of its rows and columns there are.
  struct Place {
    int64_t image, row, column;
    int64_t rows, columns;
  };
  Place place(int64_t vector) const;

 private:
  const int64_t images_, rows_, columns_;
  const int64_t tile_rows_, row_vectors_;
};

// Whether a 3x3 window is faster by tiles than pixel by pixel.
bool suits_tiles(const Window& window, int64_t inputs, int64_t outputs);

// The sixteen differences of each of a vector's patches: to[plane * step].
void transform_patch(const Features& features, const Window& window, const TileGrid::Place& place, int64_t channel, float* to, int64_t step);

// The same of the output's gradient, in 2x2 pixels.
void transform_gradient(const Features& gradient, const TileGrid::Place& place, int64_t channel, float* to, int64_t step);

}  // namespace shim
