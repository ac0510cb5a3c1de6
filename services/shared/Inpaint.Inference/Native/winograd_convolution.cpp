// Convolutions 3x3 by Winograd's kernel. Tiles are taken in runs whose sums and differences stay in the second cache; a panel of 16 outputs'
// weights then goes over all tiles of the run.
#include <algorithm>
#include <cstring>

#include "byte_step.h"
#include "winograd_kernel.h"
#include "winograd_weights.h"

namespace inpaint {
namespace {

constexpr int kChannels = 16;               // taken in one step
constexpr int kFewestChannels = 96;         // of which sums and differences are worth making
constexpr int kFewestTiles = 48;            // for which weights of twice to four times the size are worth reading
constexpr double kMostWaste = 1.15;         // pixels that are made, of those that there are
constexpr size_t kRunNumbers = 256 * 1024;   // of a run's sums and differences
constexpr int kMostTiles = 96;
// Keeps the points of a run from lying in the same lines of the cache.
constexpr int kApart = 32;

size_t align(size_t bytes) { return (bytes + 63) / 64 * 64; }

int tiles_of(int size) { return (size + kTileSide - 1) / kTileSide; }

class WinogradConvolution : public ByteStep {
 public:
  WinogradConvolution(const Graph& graph, const Step& step)
      : ByteStep(graph, step), channels_(from_.shape.channels), across_(tiles_of(to_.shape.width)), padding_{step.padding[0], step.padding[1]},
        weights_(pack_winograd_weights(step.weight.data(), to_.shape.channels, channels_)) {
    epilogue_.scale(weights_.scales, weights_.totals, step.bias);
    const int most = std::clamp(static_cast<int>(kRunNumbers / (kPoints * channels_)), 6, kMostTiles);
    const int tiles = tiles_of(to_.shape.height) * across_;
    share(tiles, static_cast<double>(tiles) * kPoints * channels_ * to_.shape.channels);
    const int each = (tiles + threads() - 1) / threads();
    // Runs of the same length, as far as that goes.
    const int runs = (each + most - 1) / most;
    run_ = (each + runs - 1) / runs;
    point_ = static_cast<int64_t>(run_) * channels_ + kApart;
  }

  size_t weight_bytes() const override { return weights_.bytes + epilogue_.weight_bytes(); }

 protected:
  size_t room_bytes() const override { return point_bytes() + sum_bytes() + align(static_cast<size_t>(kPatchSide) * kPatchSide * channels_); }

  void compute(const Places& at, int first, int last, std::byte* room) const override {
    auto* const points = reinterpret_cast<int16_t*>(room);
    auto* const sums = reinterpret_cast<int32_t*>(room + point_bytes());
    auto* const patch = reinterpret_cast<uint8_t*>(room + point_bytes() + sum_bytes());
    for (int begin = first; begin < last; begin += run_) {
      const int count = std::min(run_, last - begin);
      for (int t = 0; t < count; t++) spread(at.from, begin + t, patch, points + static_cast<int64_t>(t) * channels_);
      for (int o = 0; o < to_.shape.channels; o += kByteOutputs) {
        const size_t block = static_cast<size_t>(o) / kByteOutputs;
        winograd_kernel()->multiply({points, point_, channels_, count, weights_.block(block, channels_), sums});
        const auto results = epilogue_.results(at.ends, block, std::min(kByteOutputs, to_.shape.channels - o));
        for (int t = 0; t < count; t++) gather(at, results, o, begin + t, sums + static_cast<int64_t>(t) * kPoints * kByteOutputs);
      }
    }
  }

 private:
  // Of a thread's room: points, sums, a patch.
  size_t point_bytes() const { return align(kPoints * point_ * sizeof(int16_t)); }
  size_t sum_bytes() const { return static_cast<size_t>(run_) * kPoints * kByteOutputs * sizeof(int32_t); }

  // Where a tile's patch reaches beyond the borders, it is copied with what lies there.
  void spread(const uint8_t* from, int tile, uint8_t* patch, int16_t* into) const {
    const auto& shape = from_.shape;
    const int top = tile / across_ * kTileSide - padding_[0], left = tile % across_ * kTileSide - padding_[1];
    const auto place = [&](int y, int x) { return from + (static_cast<int64_t>(y) * shape.width + x) * pitch_; };
    if (top >= 0 && left >= 0 && top + kPatchSide <= shape.height && left + kPatchSide <= shape.width) {
      winograd_kernel()->spread({place(top, left), int64_t{shape.width} * pitch_, pitch_, channels_, into, point_});
      return;
    }
    for (int y = 0; y < kPatchSide; y++) {
      for (int x = 0; x < kPatchSide; x++) {
        auto* const copy = patch + (y * kPatchSide + x) * channels_;
        const bool inside = top + y >= 0 && top + y < shape.height && left + x >= 0 && left + x < shape.width;
        if (inside) std::memcpy(copy, place(top + y, left + x), static_cast<size_t>(channels_));
        else std::memset(copy, from_.zero, static_cast<size_t>(channels_));
      }
    }
    winograd_kernel()->spread({patch, int64_t{kPatchSide} * channels_, channels_, channels_, into, point_});
  }

  void gather(const Places& at, const ByteResults& results, int channel, int tile, const int32_t* sums) const {
    const auto& shape = to_.shape;
    const int y = tile / across_ * kTileSide, x = tile % across_ * kTileSide;
    const int64_t pixel = static_cast<int64_t>(y) * shape.width + x, values = step_values();
    const WinogradTile made{sums, std::min(kTileSide, shape.height - y), std::min(kTileSide, shape.width - x), results, place(at, results, channel, pixel), shape.width * values, values};
    (to_.is_float ? winograd_kernel()->to_floats : winograd_kernel()->to_bytes)(made);
  }

  int channels_;
  int across_;  // tiles of a row
  int padding_[2];
  WinogradWeights weights_;
  int run_ = 0;        // tiles that are done at a time
  int64_t point_ = 0;  // numbers from a point's to the next's
};

}  // namespace

bool fits_winograd(const Graph& graph, const Step& step) {
  if (step.kind != Kind::convolution || step.kernel[0] != 3 || step.kernel[1] != 3 || step.stride[0] != 1 || step.stride[1] != 1) return false;
  const auto& from = graph.tensors[step.inputs[0]].shape;
  const auto& to = graph.tensors[step.output].shape;
  if (from.channels % kChannels != 0 || from.channels < kFewestChannels || from.channels > winograd_most_inputs()) return false;
  const int tiles = tiles_of(to.height) * tiles_of(to.width);
  return tiles >= kFewestTiles && tiles * kTileSide * kTileSide <= kMostWaste * to.height * to.width;
}

CompiledStep compile_winograd_convolution(const Graph& graph, const Step& step) { return std::make_unique<WinogradConvolution>(graph, step); }

}  // namespace inpaint
