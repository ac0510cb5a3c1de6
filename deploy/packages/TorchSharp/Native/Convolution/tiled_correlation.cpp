#include "tiled_correlation.h"

#include "scratch.h"
#include "tile_grid.h"
#include "tiles.h"

#include <ATen/Parallel.h>

#include <algorithm>

namespace shim {
namespace {

// Bytes of the second cache for a block's differences and products.
constexpr int64_t kBlockBytes = 200 * 1024;
constexpr int64_t kMostVectors = 12;

// The sixteen sums of each kernel: [plane][block of output channels][input channel][output channel of the block].
class TransformedKernel {
 public:
  TransformedKernel(const KernelView& view, int64_t inputs)
      : blocks(divide_up(view.outputs, kTileChannels)), inputs_(inputs), sums_(kPlanes * blocks * inputs * kTileChannels) {
    at::parallel_for(0, blocks, 1, [&](int64_t begin, int64_t end) {
      for (int64_t block = begin; block < end; block++) transform(view, block);
    });
  }

  const float* sums(int64_t plane, int64_t block) const { return sums_.get() + (plane * blocks + block) * inputs_ * kTileChannels; }

  const int64_t blocks;

 private:
  using Four = float[kTileChannels];

  static void add(const Four& a, const Four& b, const Four& c, Four (&out)[4]) {
    for (int i = 0; i < kTileChannels; i++) {
      const float ends = 0.5f * (a[i] + c[i]), middle = 0.5f * b[i];
      out[0][i] = a[i];
      out[1][i] = ends + middle;
      out[2][i] = ends - middle;
      out[3][i] = c[i];
    }
  }

  void transform(const KernelView& view, int64_t block) {
    const int64_t present = std::min<int64_t>(kTileChannels, view.outputs - block * kTileChannels);
    for (int64_t input = 0; input < inputs_; input++) {
      Four kernel[3][3] = {}, rows[3][4], planes[4];
      const float* from = view.data + block * kTileChannels * view.output_step + input * view.input_step;
      for (int64_t c = 0; c < present; c++) {
        for (int row = 0; row < 3; row++) {
          for (int column = 0; column < 3; column++) kernel[row][column][c] = from[c * view.output_step + row * view.row_step + column * view.column_step];
        }
      }
      for (int row = 0; row < 3; row++) add(kernel[row][0], kernel[row][1], kernel[row][2], rows[row]);
      for (int column = 0; column < 4; column++) {
        add(rows[0][column], rows[1][column], rows[2][column], planes);
        for (int row = 0; row < 4; row++) {
          std::copy_n(planes[row], kTileChannels, sums_.get() + (((row * 4 + column) * blocks + block) * inputs_ + input) * kTileChannels);
        }
      }
    }
  }

  const int64_t inputs_;
  Scratch sums_;
};

// A few vectors of tiles after another, each with all channels.
class BlockRun {
 public:
  BlockRun(const Features& features, const TransformedKernel& kernel, int64_t outputs, const Window& window, const TileGrid& grid, int64_t vectors,
           const float* start, const Destination& to)
      : features_(features), kernel_(kernel), outputs_(outputs), window_(window), grid_(grid), row_(vectors * kTiles), difference_step_(plane_step(features.channels * row_)),
        product_step_(plane_step(kernel.blocks * kTileChannels * row_)), start_(start), to_(to), differences_(kPlanes * difference_step_),
        products_(kPlanes * product_step_) {}

  void run(int64_t first, int64_t end) {
    places_.clear();
    for (int64_t vector = first; vector < end; vector++) places_.push_back(grid_.place(vector));
    for (int64_t channel = 0; channel < features_.channels; channel++) {
      for (size_t i = 0; i < places_.size(); i++) {
        transform_patch(features_, window_, places_[i], channel, differences_.get() + channel * row_ + i * kTiles, difference_step_);
      }
    }
    for (int64_t plane = 0; plane < kPlanes; plane++) multiply(plane);
    for (int64_t channel = 0; channel < outputs_; channel++) {
      for (size_t i = 0; i < places_.size(); i++) write(places_[i], channel, products_.get() + channel * row_ + i * kTiles);
    }
  }

 private:
  void multiply(int64_t plane) {
    const auto* tiles = convolution_tiles();
    const int64_t count = static_cast<int64_t>(places_.size());
    for (int64_t first = 0, width = 0; first < count; first += width) {
      width = count - first == 4 ? 2 : std::min<int64_t>(kTileWidth, count - first);
      for (int64_t block = 0; block < kernel_.blocks; block++) {
        tiles->multiply({differences_.get() + plane * difference_step_ + first * kTiles, kernel_.sums(plane, block),
                         products_.get() + plane * product_step_ + block * kTileChannels * row_ + first * kTiles, features_.channels, row_,
                         static_cast<int32_t>(width)});
      }
    }
  }

  void write(const TileGrid::Place& place, int64_t channel, const float* from) const {
    const auto* tiles = convolution_tiles();
    const float start = start_ == nullptr ? 0 : start_[channel];
    float* to = to_.data + place.image * to_.image_step + channel * to_.channel_step + place.row * to_.row_step + place.column;
    if (place.rows == kTileRows && place.columns == kTileColumns) return tiles->output(from, product_step_, start, to, to_.row_step);
    float part[kTileRows][kTileColumns];
    tiles->output(from, product_step_, start, part[0], kTileColumns);
    for (int64_t row = 0; row < place.rows; row++) std::copy_n(part[row], place.columns, to + row * to_.row_step);
  }

  const Features& features_;
  const TransformedKernel& kernel_;
  const int64_t outputs_;
  const Window& window_;
  const TileGrid& grid_;
  const int64_t row_;  // floats of a channel of a plane
  const int64_t difference_step_, product_step_;  // of a plane
  const float* start_;
  const Destination& to_;
  Scratch differences_, products_;
  std::vector<TileGrid::Place> places_;
};

}  // namespace

void correlate_tiles(const Features& features, const KernelView& view, const Window& window, const float* start, const Destination& to) {
  const int64_t threads = at::in_parallel_region() ? 1 : at::get_num_threads();
  const TransformedKernel kernel(view, features.channels);
  const TileGrid grid(features.images, window.rows, window.columns);
  const int64_t fit = kBlockBytes / static_cast<int64_t>(kPlanes * kTiles * sizeof(float)) / (features.channels + view.outputs);
  const int64_t most = std::clamp<int64_t>(fit / kTileWidth * kTileWidth, kTileWidth, kMostVectors);
  // Whole rounds of all threads.
  const int64_t blocks = divide_up(divide_up(grid.count(), most), threads) * threads;
  const int64_t vectors = divide_up(grid.count(), blocks);
  at::parallel_for(0, divide_up(grid.count(), vectors), 1, [&](int64_t begin, int64_t end) {
    BlockRun run(features, kernel, view.outputs, window, grid, vectors, start, to);
    for (int64_t block = begin; block < end; block++) run.run(block * vectors, std::min(grid.count(), (block + 1) * vectors));
  });
}

}  // namespace shim
