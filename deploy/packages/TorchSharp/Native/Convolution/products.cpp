#include "products.h"

#include "scratch.h"
#include "tiles.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <cstring>

namespace shim {
namespace {

// Floats of sums that threads hold for themselves, all together: with many threads and large kernels each would copy the kernels' size.
constexpr int64_t kMostOthers = 16 << 20;

// The part of the sums that one thread computes, over all pixels.
struct Part {
  int64_t first_block, end_block;  // of output channels
  int64_t first_chunk, end_chunk;  // of input channels
};

// How many parts the output channels' blocks and the input channels' chunks are cut into: the longest part is shortest.
std::pair<int64_t, int64_t> best_parts(int64_t blocks, int64_t chunks, int64_t threads) {
  std::pair<int64_t, int64_t> best{1, 1};
  const auto longest = [&](int64_t a, int64_t b) { return divide_up(blocks, a) * divide_up(chunks, b); };
  for (int64_t a = 1; a <= std::min(blocks, threads); a++) {
    const int64_t b = std::min(chunks, threads / a);
    if (longest(a, b) < longest(best.first, best.second)) best = {a, b};
  }
  return best;
}

class PartRun {
 public:
  PartRun(const Bands& bands, const Features& features, const float* gradient, int64_t outputs, const Window& window)
      : bands_(bands), features_(features), gradient_(gradient), outputs_(outputs), window_(window), copy_(bands.size()) {
    bands.taps(taps_);
  }

  void run(const Part& part, float* to) {
    const int64_t blocks = part.end_block - part.first_block;
    channels_ = bands_.first_channel(part.first_chunk);
    inputs_ = bands_.end_channel(part.end_chunk - 1) - channels_;
    sums_.assign(blocks * inputs_ * window_.taps() * kTileChannels, 0);
    for (int64_t band = 0; band < bands_.count(); band++) {
      const auto place = bands_.place(band);
      bands_.vectors(place, vectors_);
      pixels_.clear();
      for (const auto& vector : vectors_) pixels_.push_back(bands_.offset(vector));
      copy_gradient(place, part);
      for (int64_t chunk = part.first_chunk; chunk < part.end_chunk; chunk++) {
        bands_.copy(place, chunk, copy_.get());
        for (int64_t block = 0; block < blocks; block++) run_block(chunk, block);
      }
    }
    write(part, to);
  }

 private:
  void copy_gradient(const Bands::Place& place, const Part& part) {
    const int64_t channels = (part.end_block - part.first_block) * kTileChannels;
    const int64_t step = static_cast<int64_t>(vectors_.size()) * kLanes;
    slopes_.resize(channels * step);
    for (int64_t c = 0; c < channels; c++) {
      float* to = slopes_.data() + c * step;
      const int64_t channel = part.first_block * kTileChannels + c;
      if (channel >= outputs_) {
        std::memset(to, 0, step * sizeof(float));
        continue;
      }
      for (const auto& vector : vectors_) {
        const float* from = gradient_ +
            (((place.image + vector.image) * outputs_ + channel) * window_.rows + place.row + vector.row) * window_.columns + vector.column;
        if (vector.lanes == kLanes) {
          std::memcpy(to, from, kLanes * sizeof(float));
        } else {
          std::fill(std::copy_n(from, vector.lanes, to), to + kLanes, 0.0f);
        }
        to += kLanes;
      }
    }
  }

  void run_block(int64_t chunk, int64_t block) {
    const auto* tiles = convolution_tiles();
    const int64_t count = static_cast<int64_t>(vectors_.size());
    const int64_t cut = std::count_if(vectors_.begin(), vectors_.end(), [](const PixelVector& vector) { return vector.lanes < kLanes; });
    const int64_t taps = (bands_.end_channel(chunk) - bands_.first_channel(chunk)) * window_.taps();
    float* sums = sums_.data() + (block * inputs_ + bands_.first_channel(chunk) - channels_) * window_.taps() * kTileChannels;
    for (int64_t tap = 0; tap < taps; tap += kTileWidth) {
      tiles->products({copy_.get(), pixels_.data(), count - cut, cut, vectors_.back().lanes, &taps_[tap],
                       static_cast<int32_t>(std::min<int64_t>(kTileWidth, taps - tap)), slopes_.data() + block * kTileChannels * count * kLanes,
                       count * kLanes, sums + tap * kTileChannels});
    }
  }

  void write(const Part& part, float* to) const {
    const int64_t taps = inputs_ * window_.taps();
    for (int64_t block = part.first_block; block < part.end_block; block++) {
      const float* from = sums_.data() + (block - part.first_block) * taps * kTileChannels;
      for (int64_t c = 0; c < kTileChannels && block * kTileChannels + c < outputs_; c++) {
        float* row = to + ((block * kTileChannels + c) * features_.channels + channels_) * window_.taps();
        for (int64_t tap = 0; tap < taps; tap++) row[tap] = from[tap * kTileChannels + c];
      }
    }
  }

  const Bands& bands_;
  const Features& features_;
  const float* gradient_;
  const int64_t outputs_;
  const Window& window_;
  Scratch copy_;
  std::vector<float> sums_, slopes_;
  std::vector<int32_t> taps_, pixels_;
  std::vector<PixelVector> vectors_;
  int64_t channels_ = 0, inputs_ = 0;  // of the part: first, and how many
};

// All sums over a few images, cut into as many parts as there are threads: no sum depends on how many those are.
void sum_parts(const Features& features, const float* gradient, int64_t outputs, const Window& window, int64_t threads, float* to) {
  const Bands bands(features, window, 1);
  const int64_t blocks = divide_up(outputs, kTileChannels);
  const auto [rows, columns] = best_parts(blocks, bands.chunks(), threads);
  at::parallel_for(0, rows * columns, 1, [&, rows = rows, columns = columns](int64_t begin, int64_t end) {
    PartRun run(bands, features, gradient, outputs, window);
    for (int64_t task = begin; task < end; task++) {
      const int64_t row = task / columns, column = task % columns;
      run.run({blocks * row / rows, blocks * (row + 1) / rows, bands.chunks() * column / columns, bands.chunks() * (column + 1) / columns}, to);
    }
  });
}

// Each thread sums over images of its own: none copies what another does.
void sum_images(const Features& features, const float* gradient, int64_t outputs, const Window& window, int64_t threads, float* to) {
  const int64_t size = outputs * features.channels * window.taps();
  const Scratch others((threads - 1) * size);
  at::parallel_for(0, threads, 1, [&](int64_t begin, int64_t end) {
    for (int64_t part = begin; part < end; part++) {
      const int64_t first = features.images * part / threads, last = features.images * (part + 1) / threads;
      const Features few{features.data + first * features.channels * features.height * features.width, last - first, features.channels, features.height, features.width};
      sum_parts(few, gradient + first * outputs * window.rows * window.columns, outputs, window, 1, part == 0 ? to : others.get() + (part - 1) * size);
    }
  });
  at::parallel_for(0, size, 16 * 1024, [&](int64_t begin, int64_t end) {
    for (int64_t part = 1; part < threads; part++) {
      const float* from = others.get() + (part - 1) * size;
      for (int64_t i = begin; i < end; i++) to[i] += from[i];
    }
  });
}

}  // namespace

void kernel_products(const Features& features, const float* gradient, int64_t outputs, const Window& window, float* to) {
  const int64_t threads = at::in_parallel_region() ? 1 : at::get_num_threads();
  const int64_t others = (threads - 1) * outputs * features.channels * window.taps();
  if (threads > 1 && features.images % threads == 0 && others <= kMostOthers) {
    sum_images(features, gradient, outputs, window, threads, to);
  } else {
    sum_parts(features, gradient, outputs, window, threads, to);
  }
}

}  // namespace shim
