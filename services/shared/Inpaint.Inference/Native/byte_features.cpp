// What happens to 8-bit tensors between convolutions of the byte kernel: they are made from floats, pooled, joined.
#include <algorithm>
#include <cstring>

#include "byte_kernel.h"
#include "kernels.h"
#include "plan.h"

namespace inpaint {
namespace {

constexpr size_t kWorthSharing = 16 * 1024;

// One row of largest numbers; the window is cut off at the borders.
struct PoolRow {
  int channels, from_pitch, into_pitch;
  int width, made;
  int kernel, stride, padding;

  void widen(const uint8_t* from, uint8_t* into) const {
    for (int x = 0; x < made; x++, into += into_pitch) {
      const int left = std::max(x * stride - padding, 0), right = std::min(x * stride - padding + kernel, width);
      for (int column = left; column < right; column++) {
        const auto* const pixel = from + static_cast<int64_t>(column) * from_pitch;
        for (int c = 0; c < channels; c++) into[c] = std::max(into[c], pixel[c]);
      }
    }
  }

  void clear(uint8_t* into) const {
    for (int x = 0; x < made; x++) std::memset(into + static_cast<int64_t>(x) * into_pitch, 0, channels);
  }
};

class Number : public Compiled {
 public:
  Number(const Graph& graph, const Step& step) : graph_(graph), from_(graph.tensors[step.inputs[0]]), to_(graph.tensors[step.output]), pitch_(pixel_pitch(graph, step.output)) {}

  Action bind(Context& context) const override {
    return [this, from = reinterpret_cast<const float*>(context.at(from_)), into = reinterpret_cast<uint8_t*>(context.at(to_))] {
      const int pieces = static_cast<int>((from_.pixels() + kPiece - 1) / kPiece);
#pragma omp parallel for schedule(static) num_threads(graph_.threads) if (graph_.threads > 1 && from_.elements() > kWorthSharing)
      for (int piece = 0; piece < pieces; piece++) {
        const size_t first = static_cast<size_t>(piece) * kPiece, count = std::min(kPiece, from_.pixels() - first);
        if (from_.layout == Layout::blocked) from_blocked(from, first, count, into + first * pitch_);
        else from_plain(from, first, count, into + first * pitch_);
      }
    };
  }

 private:
  static constexpr size_t kPiece = 64;

  void quantize(const float* from, uint8_t* into, size_t count) const {
    byte_kernel()->quantize(from, 1 / to_.scale, static_cast<float>(to_.zero), into, static_cast<int64_t>(count));
  }

  void from_blocked(const float* from, size_t first, size_t count, uint8_t* into) const {
    const auto lanes = static_cast<size_t>(block()), channels = static_cast<size_t>(from_.shape.channels);
    uint8_t numbers[kPiece * 16];
    for (size_t c = 0; c < channels; c += lanes) {
      quantize(from + c * from_.pixels() + first * lanes, numbers, count * lanes);
      const auto there = std::min(lanes, channels - c);
      for (size_t p = 0; p < count; p++) {
        if (there == 8) std::memcpy(into + p * pitch_ + c, numbers + p * lanes, 8);
        else std::memcpy(into + p * pitch_ + c, numbers + p * lanes, there);
      }
    }
  }

  void from_plain(const float* from, size_t first, size_t count, uint8_t* into) const {
    uint8_t numbers[kPiece];
    for (int32_t c = 0; c < from_.shape.channels; c++) {
      quantize(from + c * from_.pixels() + first, numbers, count);
      for (size_t p = 0; p < count; p++) into[p * pitch_ + c] = numbers[p];
    }
  }

  const Graph& graph_;
  const Tensor& from_;
  const Tensor& to_;
  int32_t pitch_;
};

class Pool : public Compiled {
 public:
  Pool(const Graph& graph, const Step& step) : graph_(graph), step_(step), from_(graph.tensors[step.inputs[0]]), to_(graph.tensors[step.output]) {}

  Action bind(Context& context) const override {
    const PoolRow row{from_.shape.channels, pixel_pitch(graph_, step_.inputs[0]), pixel_pitch(graph_, step_.output), from_.shape.width, to_.shape.width,
                      step_.kernel[1], step_.stride[1], step_.padding[1]};
    return [this, row, from = reinterpret_cast<const uint8_t*>(context.at(from_)), into = reinterpret_cast<uint8_t*>(context.at(to_))] {
#pragma omp parallel for schedule(static) num_threads(graph_.threads) if (graph_.threads > 1 && from_.elements() > kWorthSharing)
      for (int y = 0; y < to_.shape.height; y++) {
        auto* const made = into + static_cast<int64_t>(y) * row.made * row.into_pitch;
        const int above = std::max(y * step_.stride[0] - step_.padding[0], 0);
        const int below = std::min(y * step_.stride[0] - step_.padding[0] + step_.kernel[0], from_.shape.height);
        row.clear(made);
        for (int line = above; line < below; line++) row.widen(from + static_cast<int64_t>(line) * row.width * row.from_pitch, made);
      }
    };
  }

 private:
  const Graph& graph_;
  Step step_;
  const Tensor& from_;
  const Tensor& to_;
};

// Inputs that already lie where they are wanted are left alone.
class Join : public Compiled {
 public:
  Join(const Graph& graph, const Step& step) : graph_(graph), inputs_(step.inputs), output_(step.output) {}

  Action bind(Context& context) const override {
    struct Part {
      const std::byte* from;
      std::byte* into;
      size_t bytes, pitch;
    };
    std::vector<Part> parts;
    const auto& to = graph_.tensors[output_];
    auto* into = context.at(to);
    for (const auto input : inputs_) {
      const auto& tensor = graph_.tensors[input];
      const auto bytes = static_cast<size_t>(tensor.shape.channels);
      if (context.at(tensor) != into) parts.push_back({context.at(tensor), into, bytes, static_cast<size_t>(pixel_pitch(graph_, input))});
      into += bytes;
    }
    return [parts, pitch = static_cast<size_t>(pixel_pitch(graph_, output_)), pixels = to.pixels(), threads = graph_.threads] {
      for (const auto& part : parts) join_pixels(part.from, part.bytes, part.pitch, part.into, pitch, pixels, threads);
    };
  }

 private:
  const Graph& graph_;
  std::vector<int32_t> inputs_;
  int32_t output_;
};

}  // namespace

CompiledStep compile_byte_step(const Graph& graph, const Step& step) {
  if (step.reorder) return std::make_unique<Number>(graph, step);
  switch (step.kind) {
    case Kind::max_pool: return std::make_unique<Pool>(graph, step);
    case Kind::concat: return std::make_unique<Join>(graph, step);
    default: return compile_byte_convolution(graph, step);
  }
}

}  // namespace inpaint
