// The kernel's gradient is a correlation with 3x3 outputs and 2x2 kernels, those of the output's gradient: the same patches and differences
// as of the correlation itself, four products of which each of the nine gradients is made.
#include "tiled_products.h"

#include "scratch.h"
#include "tile_grid.h"
#include "tiles.h"

#include <ATen/Parallel.h>

#include <algorithm>

namespace shim {
namespace {

// Bytes of the transformed vectors of a block, which all threads share.
constexpr int64_t kBlockBytes = 8 << 20;
constexpr int64_t kFewestVectors = 8, kMostVectors = 48;
// Blocks of output channels whose vectors stay in the nearest cache while all input channels pass.
constexpr int64_t kNearBlocks = 4;

// Vectors at a time, as equal as they can be.
int64_t block_vectors(int64_t count, int64_t channels) {
  const int64_t most = std::clamp<int64_t>(kBlockBytes / static_cast<int64_t>(kPlanes * kTiles * sizeof(float)) / channels, kFewestVectors, kMostVectors);
  return divide_up(count, divide_up(count, most));
}

class TiledProducts {
 public:
  TiledProducts(const Features& features, const Features& gradient, const Window& window)
      : features_(features), gradient_(gradient), window_(window), grid_(features.images, window.rows, window.columns),
        blocks_(divide_up(gradient.channels, kTileChannels)), vectors_(block_vectors(grid_.count(), features.channels + blocks_ * kTileChannels)),
        row_(vectors_ * kTiles), difference_step_(plane_step(features.channels * row_)), slope_step_(plane_step(blocks_ * kTileChannels * row_)),
        differences_(kPlanes * difference_step_), slopes_(kPlanes * slope_step_), sums_(kPlanes * blocks_ * features.channels * kTileChannels) {
    std::fill_n(sums_.get(), kPlanes * blocks_ * features.channels * kTileChannels, 0.0f);
    for (int64_t i = 0; i < features.channels; i++) taps_.push_back(static_cast<int32_t>(i * row_));
    for (int64_t i = 0; i < vectors_; i++) pixels_.push_back(static_cast<int32_t>(i * kTiles));
  }

  void run(float* to) {
    for (int64_t first = 0; first < grid_.count(); first += vectors_) {
      const int64_t count = std::min(vectors_, grid_.count() - first);
      at::parallel_for(0, features_.channels + blocks_ * kTileChannels, 1, [&](int64_t begin, int64_t end) {
        for (int64_t channel = begin; channel < end; channel++) transform(channel, first, count);
      });
      // A plane's sums are one thread's, whatever their number.
      at::parallel_for(0, kPlanes, 1, [&](int64_t begin, int64_t end) {
        for (int64_t plane = begin; plane < end; plane++) multiply(plane, count);
      });
    }
    at::parallel_for(0, blocks_, 1, [&](int64_t begin, int64_t end) {
      for (int64_t block = begin; block < end; block++) write(block, to);
    });
  }

 private:
  // Of the input's channels first, then of the gradient's.
  void transform(int64_t channel, int64_t first, int64_t count) {
    const int64_t output = channel - features_.channels;
    for (int64_t i = 0; i < count; i++) {
      const auto place = grid_.place(first + i);
      if (output < 0) {
        transform_patch(features_, window_, place, channel, differences_.get() + channel * row_ + i * kTiles, difference_step_);
        continue;
      }
      float* to = slopes_.get() + output * row_ + i * kTiles;
      if (output < gradient_.channels) {
        transform_gradient(gradient_, place, output, to, slope_step_);
      } else {
        for (int plane = 0; plane < kPlanes; plane++) std::fill_n(to + plane * slope_step_, kTiles, 0.0f);
      }
    }
  }

  void multiply(int64_t plane, int64_t count) {
    const auto* tiles = convolution_tiles();
    const int64_t channels = features_.channels;
    for (int64_t near = 0; near < blocks_; near += kNearBlocks) {
      for (int64_t channel = 0; channel < channels; channel += kTileWidth) {
        for (int64_t block = near; block < std::min(blocks_, near + kNearBlocks); block++) {
          tiles->products({differences_.get() + plane * difference_step_, pixels_.data(), count, 0, 0, &taps_[channel],
                           static_cast<int32_t>(std::min<int64_t>(kTileWidth, channels - channel)),
                           slopes_.get() + plane * slope_step_ + block * kTileChannels * row_, row_,
                           sums_.get() + ((plane * blocks_ + block) * channels + channel) * kTileChannels});
        }
      }
    }
  }

  using Four = float[kTileChannels];

  static void add(const Four& a, const Four& b, const Four& c, const Four& d, Four (&out)[3]) {
    for (int i = 0; i < kTileChannels; i++) {
      const float both = 0.5f * (b[i] + c[i]);
      out[0][i] = a[i] + both;
      out[1][i] = 0.5f * (b[i] - c[i]);
      out[2][i] = both - d[i];
    }
  }

  void write(int64_t block, float* to) const {
    const int64_t channels = features_.channels;
    const int64_t present = std::min<int64_t>(kTileChannels, gradient_.channels - block * kTileChannels);
    for (int64_t channel = 0; channel < channels; channel++) {
      Four planes[4][4], rows[4][3], kernel[3];
      for (int plane = 0; plane < kPlanes; plane++) {
        std::copy_n(sums_.get() + ((plane * blocks_ + block) * channels + channel) * kTileChannels, kTileChannels, planes[plane / 4][plane % 4]);
      }
      for (int row = 0; row < 4; row++) add(planes[row][0], planes[row][1], planes[row][2], planes[row][3], rows[row]);
      for (int column = 0; column < 3; column++) {
        add(rows[0][column], rows[1][column], rows[2][column], rows[3][column], kernel);
        for (int64_t c = 0; c < present; c++) {
          for (int row = 0; row < 3; row++) to[((block * kTileChannels + c) * channels + channel) * 9 + row * 3 + column] = kernel[row][c];
        }
      }
    }
  }

  const Features& features_;
  const Features& gradient_;
  const Window& window_;
  const TileGrid grid_;
  const int64_t blocks_;
  const int64_t vectors_, row_;  // of a block, and its floats of a channel of a plane
  const int64_t difference_step_, slope_step_;
  Scratch differences_, slopes_, sums_;
  std::vector<int32_t> taps_, pixels_;
};

}  // namespace

void tiled_kernel_products(const Features& features, const float* gradient, int64_t outputs, const Window& window, float* to) {
  const Features of{gradient, features.images, outputs, window.rows, window.columns};
  TiledProducts(features, of, window).run(to);
}

}  // namespace shim
