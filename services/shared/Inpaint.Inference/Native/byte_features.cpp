// What happens to 8-bit tensors between convolutions of the byte kernel: they are made from floats, pooled, joined.
#include <algorithm>
#include <cstring>

#include "byte_kernel.h"
#include "kernels.h"
#include "plan.h"

namespace inpaint {
namespace {

constexpr size_t kWorthSharing = 16 * 1024;

// Numbers that are compared at once.
using Numbers = uint8_t __attribute__((vector_size(16)));

template <class Value>
Value read(const uint8_t* at) {
  Value value;
  std::memcpy(&value, at, sizeof value);
  return value;
}

// The largest numbers of a window of pixels, which is cut off at the borders.
struct PoolWindow {
  int rows, columns, channels;
  int64_t row, column;  // numbers from one to the next

  template <class Value>
  void largest(const uint8_t* from, uint8_t* into) const {
    auto most = read<Value>(from);
    for (int y = 0; y < rows; y++) {
      for (int x = 0; x < columns; x++) {
        const auto other = read<Value>(from + y * row + x * column);
        most = most > other ? most : other;
      }
    }
    std::memcpy(into, &most, sizeof most);
  }

  void run(const uint8_t* from, uint8_t* into) const {
    constexpr int width = sizeof(Numbers);
    int c = 0;
    for (; c + width <= channels; c += width) largest<Numbers>(from + c, into + c);
    for (; c < channels; c++) largest<uint8_t>(from + c, into + c);
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
    return [this, pitch = pixel_pitch(graph_, step_.inputs[0]), made_pitch = pixel_pitch(graph_, step_.output),
            from = reinterpret_cast<const uint8_t*>(context.at(from_)), into = reinterpret_cast<uint8_t*>(context.at(to_))] {
      const auto& shape = from_.shape;
#pragma omp parallel for schedule(static) num_threads(graph_.threads) if (graph_.threads > 1 && from_.elements() > kWorthSharing)
      for (int y = 0; y < to_.shape.height; y++) {
        const auto [top, below] = within(y, 0, shape.height);
        auto* made = into + static_cast<int64_t>(y) * to_.shape.width * made_pitch;
        for (int x = 0; x < to_.shape.width; x++, made += made_pitch) {
          const auto [left, right] = within(x, 1, shape.width);
          const PoolWindow window{below - top, right - left, shape.channels, int64_t{shape.width} * pitch, pitch};
          window.run(from + (static_cast<int64_t>(top) * shape.width + left) * pitch, made);
        }
      }
    };
  }

 private:
  // The first place of a window on its axis, and the place after the last.
  std::pair<int, int> within(int made, int axis, int size) const {
    const int first = made * step_.stride[axis] - step_.padding[axis];
    return {std::max(first, 0), std::min(first + step_.kernel[axis], size)};
  }

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
    default: return fits_winograd(graph, step) ? compile_winograd_convolution(graph, step) : compile_byte_convolution(graph, step);
  }
}

}  // namespace inpaint
