#include "correlation.h"

#include "scratch.h"
#include "tiles.h"

#include <ATen/Parallel.h>

#include <algorithm>

namespace shim {
namespace {

// Kernels as tiles take them: [block of output channels][input channel][row][column][output channel of the block].
class PackedKernel {
 public:
  PackedKernel(const KernelView& view, int64_t inputs, const Window& window)
      : blocks(divide_up(view.outputs, kTileChannels)), block_size_(inputs * window.taps() * kTileChannels), weights_(blocks * block_size_) {
    at::parallel_for(0, blocks, 1, [&](int64_t begin, int64_t end) {
      for (int64_t block = begin; block < end; block++) pack(view, inputs, window, block);
    });
  }

  const float* weights(int64_t block, int64_t input, const Window& window) const {
    return weights_.get() + block * block_size_ + input * window.taps() * kTileChannels;
  }

  const int64_t blocks;

 private:
  void pack(const KernelView& view, int64_t inputs, const Window& window, int64_t block) {
    const int64_t present = std::min<int64_t>(kTileChannels, view.outputs - block * kTileChannels);
    float* to = weights_.get() + block * block_size_;
    for (int64_t input = 0; input < inputs; input++) {
      for (int64_t row = 0; row < window.kernel_rows; row++) {
        for (int64_t column = 0; column < window.kernel_columns; column++, to += kTileChannels) {
          const float* from = view.data + block * kTileChannels * view.output_step + input * view.input_step + row * view.row_step + column * view.column_step;
          for (int64_t c = 0; c < kTileChannels; c++) to[c] = c < present ? from[c * view.output_step] : 0;
        }
      }
    }
  }

  const int64_t block_size_;
  Scratch weights_;
};

// Bands are shared out among threads; where they are too few, their output channels too.
int64_t channel_parts(int64_t bands, int64_t blocks, int64_t threads) {
  int64_t best = 1;
  const auto longest = [&](int64_t parts) { return divide_up(bands * parts, threads) * divide_up(blocks, parts); };
  for (int64_t parts = 2; parts <= std::min(threads, blocks); parts++) {
    if (longest(parts) < longest(best)) best = parts;
  }
  return best;
}

class BandRun {
 public:
  BandRun(const Bands& bands, const PackedKernel& kernel, const KernelView& view, const Window& window, const float* start, const Destination& to)
      : bands_(bands), kernel_(kernel), view_(view), window_(window), start_(start), to_(to), copy_(bands.size()) {
    bands.taps(taps_);
  }

  void run(int64_t band, int64_t first_block, int64_t end_block) {
    const auto place = bands_.place(band);
    bands_.vectors(place, vectors_);
    pixels_.clear();
    places_.clear();
    lanes_.clear();
    for (const auto& vector : vectors_) {
      pixels_.push_back(bands_.offset(vector));
      places_.push_back((place.image + vector.image) * to_.image_step + (place.row + vector.row) * to_.row_step + vector.column * to_.column_step);
      lanes_.push_back(vector.lanes);
    }
    for (int64_t chunk = 0; chunk < bands_.chunks(); chunk++) {
      bands_.copy(place, chunk, copy_.get());
      run_chunk(chunk, first_block, end_block);
    }
  }

 private:
  void run_chunk(int64_t chunk, int64_t first_block, int64_t end_block) {
    const auto* tiles = convolution_tiles();
    const int64_t count = static_cast<int64_t>(vectors_.size());
    for (int64_t first = 0, width = 0; first < count; first += width) {
      // Two and two are faster than three and one.
      width = count - first == 4 ? 2 : std::min<int64_t>(kTileWidth, count - first);
      for (int64_t block = first_block; block < end_block; block++) {
        const int64_t channel = block * kTileChannels;
        const int64_t present = std::min<int64_t>(kTileChannels, view_.outputs - channel);
        float start[kTileChannels] = {};
        if (start_ != nullptr) std::copy_n(start_ + channel, present, start);
        tiles->correlate({copy_.get(), &pixels_[first], taps_.data(), (bands_.end_channel(chunk) - bands_.first_channel(chunk)) * window_.taps(),
                          kernel_.weights(block, bands_.first_channel(chunk), window_), chunk == 0 ? start : nullptr,
                          to_.data + channel * to_.channel_step, &places_[first], &lanes_[first], to_.channel_step, to_.column_step,
                          static_cast<int32_t>(present), static_cast<int32_t>(width)});
      }
    }
  }

  const Bands& bands_;
  const PackedKernel& kernel_;
  const KernelView& view_;
  const Window& window_;
  const float* start_;
  const Destination& to_;
  Scratch copy_;
  std::vector<int32_t> taps_, pixels_, lanes_;
  std::vector<int64_t> places_;
  std::vector<PixelVector> vectors_;
};

}  // namespace

void correlate(const Features& features, const KernelView& view, const Window& window, const float* start, const Destination& to) {
  const int64_t threads = at::in_parallel_region() ? 1 : at::get_num_threads();
  const Bands bands(features, window, threads);
  const PackedKernel kernel(view, features.channels, window);
  const int64_t parts = channel_parts(bands.count(), kernel.blocks, threads);
  at::parallel_for(0, bands.count() * parts, 1, [&](int64_t begin, int64_t end) {
    BandRun run(bands, kernel, view, window, start, to);
    for (int64_t task = begin; task < end; task++) {
      const int64_t part = task % parts;
      run.run(task / parts, kernel.blocks * part / parts, kernel.blocks * (part + 1) / parts);
    }
  });
}

}  // namespace shim
