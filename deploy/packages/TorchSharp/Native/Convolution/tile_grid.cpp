#include "tile_grid.h"

#include "tiles.h"

#include <algorithm>
#include <cstring>

namespace shim {
namespace {

// Below, the transforms take as long as the products that they save.
constexpr int64_t kFewestChannels = 12;

// A patch with zeros where the picture has no pixels.
template <int Rows, int Columns>
void copy_patch(const float* plane, int64_t height, int64_t width, int64_t y, int64_t x, float (&to)[Rows][Columns]) {
  const int64_t begin = std::clamp<int64_t>(-x, 0, Columns), end = std::clamp<int64_t>(width - x, begin, Columns);
  for (int64_t row = 0; row < Rows; row++) {
    std::memset(to[row], 0, sizeof(to[row]));
    if (y + row < 0 || y + row >= height || begin == end) continue;
    std::memcpy(to[row] + begin, plane + (y + row) * width + x + begin, (end - begin) * sizeof(float));
  }
}

}  // namespace

TileGrid::TileGrid(int64_t images, int64_t rows, int64_t columns)
    : images_(images), rows_(rows), columns_(columns), tile_rows_(divide_up(rows, kTileRows)), row_vectors_(divide_up(columns, kTileColumns)) {}

TileGrid::Place TileGrid::place(int64_t vector) const {
  const int64_t column = vector % row_vectors_ * kTileColumns, line = vector / row_vectors_;
  const int64_t row = line % tile_rows_ * kTileRows;
  return {line / tile_rows_, row, column, std::min<int64_t>(kTileRows, rows_ - row), std::min<int64_t>(kTileColumns, columns_ - column)};
}

bool suits_tiles(const Window& window, int64_t inputs, int64_t outputs) {
  if (window.kernel_rows != 3 || window.kernel_columns != 3 || window.row_stride != 1 || window.column_stride != 1) return false;
  if (std::min(inputs, outputs) < kFewestChannels) return false;
  const int64_t computed = divide_up(window.rows, kTileRows) * kTileRows * divide_up(window.columns, kTileColumns) * kTileColumns;
  return 3 * computed <= 4 * window.rows * window.columns;
}

void transform_patch(const Features& features, const Window& window, const TileGrid::Place& place, int64_t channel, float* to, int64_t step) {
  const auto* tiles = convolution_tiles();
  const auto& [data, images, channels, height, width] = features;
  const float* plane = data + (place.image * channels + channel) * height * width;
  const int64_t y = place.row - window.top, x = place.column - window.left;
  if (y >= 0 && y + kPatchRows <= height && x >= 0 && x + kPatchColumns <= width) return tiles->patch(plane + y * width + x, width, to, step);
  float patch[kPatchRows][kPatchColumns];
  copy_patch(plane, height, width, y, x, patch);
  tiles->patch(patch[0], kPatchColumns, to, step);
}

void transform_gradient(const Features& gradient, const TileGrid::Place& place, int64_t channel, float* to, int64_t step) {
  const auto* tiles = convolution_tiles();
  const auto& [data, images, channels, height, width] = gradient;
  const float* plane = data + (place.image * channels + channel) * height * width;
  if (place.rows == kTileRows && place.columns == kTileColumns) return tiles->gradient(plane + place.row * width + place.column, width, to, step);
  float patch[kTileRows][kTileColumns];
  copy_patch(plane, height, width, place.row, place.column, patch);
  tiles->gradient(patch[0], kTileColumns, to, step);
}

}  // namespace shim
