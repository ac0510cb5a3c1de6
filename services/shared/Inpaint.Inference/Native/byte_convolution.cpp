// Convolutions by the byte kernel. Rows are copied with their borders into a window that stays in the nearest cache; a panel of 16 outputs'
// weights then goes over all pixels of the window. A transposed convolution's phases are written where they belong.
#include <algorithm>
#include <cmath>
#include <cstring>

#include "byte_kernel.h"
#include "byte_step.h"
#include "byte_weights.h"

namespace inpaint {
namespace {

constexpr int kWindowPixels = 256;  // made by each panel before the next one's turn

size_t align(size_t bytes) { return (bytes + 63) / 64 * 64; }

// Sixteen outputs and where they go.
struct Block {
  int channel, outputs;
  int phase_y, phase_x;
};

class ByteConvolution : public ByteStep {
 public:
  ByteConvolution(const Graph& graph, const Step& step)
      : ByteStep(graph, step) {
    const bool transposed = step.kind == Kind::transposed;
    const int32_t wide = transposed ? (to_.shape.channels + kByteOutputs - 1) / kByteOutputs * kByteOutputs : to_.shape.channels;
    const auto convolution = transposed ? as_convolution(graph, step, wide) : step;
    for (int i = 0; i < 2; i++) {
      kernel_[i] = convolution.kernel[i];
      stride_[i] = convolution.stride[i];
      padding_[i] = convolution.padding[i];
      spread_[i] = transposed ? step.stride[i] : 1;
    }
    height_ = (to_.shape.height + spread_[0] - 1) / spread_[0];
    width_ = (to_.shape.width + spread_[1] - 1) / spread_[1];
    const int phases = spread_[0] * spread_[1], outputs = wide * phases;
    for (int o = 0; o < outputs; o += kByteOutputs) {
      const int phase = o / wide;
      blocks_.push_back({o % wide, std::min(kByteOutputs, to_.shape.channels - o % wide), phase / spread_[1], phase % spread_[1]});
    }
    weights_ = pack_byte_weights(convolution.weight.data(), outputs, from_.shape.channels, kernel_[0], kernel_[1]);
    epilogue_.scale(weights_.scales, weights_.totals, convolution.bias);
    lay_out();
    share(height_, static_cast<double>(height_) * width_ * blocks_.size() * weights_.groups * kByteGroupBytes);
  }

  size_t weight_bytes() const override { return weights_.bytes + epilogue_.weight_bytes(); }

 protected:
  size_t room_bytes() const override { return window_bytes_; }

  void compute(const Places& at, int first, int last, std::byte* room) const override {
    auto* const window = reinterpret_cast<uint8_t*>(room);
    int copied = first * stride_[0] - padding_[0];  // the first row that the window does not have
    for (int y = first; y < last; y += rows_) {
      const int made = std::min(rows_, last - y);
      const uint8_t* begin = at.from + static_cast<int64_t>(y) * stride_[0] * line_;
      if (!direct_) {
        begin = window;
        const int top = y * stride_[0] - padding_[0], wanted = (made - 1) * stride_[0] + kernel_[0];
        const int kept = std::max(copied - top, 0);
        if (kept > 0) std::memmove(window, window + static_cast<size_t>(top - top_of(y, first)) * line_, kept * line_);
        for (int row = std::max(kept, 0); row < wanted; row++) copy_row(at.from, top + row, window + row * line_);
        copied = top + wanted;
      }
      for (size_t b = 0; b < blocks_.size(); b++) panel(at, b, begin, y, made);
    }
  }

 private:
  // Where the numbers of a window's row lie, and a pixel's groups from where it begins.
  void lay_out() {
    direct_ = kernel_[1] == 1 && padding_[0] == 0 && padding_[1] == 0 && from_.shape.channels % kByteGroupInputs == 0;
    depth_ = direct_ ? pitch_ : byte_depth(from_.shape.channels);
    columns_ = direct_ ? from_.shape.width : (width_ - 1) * stride_[1] + kernel_[1];
    line_ = static_cast<int64_t>(columns_) * depth_;
    rows_ = std::clamp(kWindowPixels / width_, 1, height_);
    // The last group of a row may reach beyond its end.
    window_bytes_ = direct_ ? 0 : align(static_cast<size_t>((rows_ - 1) * stride_[0] + kernel_[0]) * line_ + kByteGroupInputs);
    for (int y = 0; y < kernel_[0]; y++) {
      for (int g = 0; g < weights_.row_groups; g++) groups_.push_back(static_cast<int32_t>(y * line_ + g * kByteGroupInputs));
    }
    places_ = places(width_);
    if (to_.shape.width % spread_[1] != 0) cut_places_ = places(width_ - 1);
  }

  // Of the pixels of a window, of which phases that end before the last column have one fewer in a row.
  std::vector<BytePlace> places(int columns) const {
    const int64_t values = step_values();
    std::vector<BytePlace> all;
    for (int y = 0; y < rows_; y++) {
      for (int x = 0; x < columns; x++) {
        const int64_t from = y * stride_[0] * line_ + static_cast<int64_t>(x) * stride_[1] * depth_;
        all.push_back({static_cast<int32_t>(from), static_cast<int32_t>((static_cast<int64_t>(y) * spread_[0] * to_.shape.width + x * spread_[1]) * values)});
      }
    }
    return all;
  }

  // The first row of the window before.
  int top_of(int y, int first) const { return std::max(y - rows_, first) * stride_[0] - padding_[0]; }

  void copy_row(const uint8_t* from, int row, uint8_t* into) const {
    const auto& shape = from_.shape;
    if (row < 0 || row >= shape.height) {
      std::memset(into, from_.zero, line_);
      return;
    }
    const int before = padding_[1], taken = std::clamp(columns_ - before, 0, shape.width);
    std::memset(into, from_.zero, static_cast<size_t>(before) * depth_);
    const auto* pixel = from + static_cast<int64_t>(row) * shape.width * pitch_;
    auto* place = into + static_cast<int64_t>(before) * depth_;
    if (pitch_ == depth_) std::memcpy(place, pixel, static_cast<size_t>(taken) * depth_);
    else for (int x = 0; x < taken; x++) std::memcpy(place + static_cast<int64_t>(x) * depth_, pixel + static_cast<int64_t>(x) * pitch_, shape.channels);
    place += static_cast<int64_t>(taken) * depth_;
    std::memset(place, from_.zero, into + line_ - place);
  }

  // The block's values of some of the rows. Phases of a transposed convolution may end before the last row or column.
  void panel(const Places& at, size_t index, const uint8_t* from, int first, int made) const {
    const auto& block = blocks_[index];
    const auto& shape = to_.shape;
    const int columns = (shape.width - block.phase_x + spread_[1] - 1) / spread_[1];
    const int rows = std::min(made, (shape.height - block.phase_y + spread_[0] - 1) / spread_[0] - first);
    if (rows <= 0 || columns <= 0) return;
    BytePanel panel{};
    panel.places = (columns == width_ ? places_ : cut_places_).data();
    panel.pixels = rows * columns;
    panel.from = from;
    panel.offsets = groups_.data();
    panel.groups = weights_.groups;
    panel.weights = weights_.block(index);
    panel.results = epilogue_.results(at.ends, index, block.outputs);
    const int64_t pixel = static_cast<int64_t>(first * spread_[0] + block.phase_y) * shape.width + block.phase_x;
    panel.into = place(at, panel.results, block.channel, pixel);
    (to_.is_float ? byte_kernel()->to_floats : byte_kernel()->to_bytes)(panel);
  }

  int kernel_[2], stride_[2], padding_[2];
  int spread_[2];          // phases of a transposed convolution
  int height_, width_;     // made, before phases are spread
  std::vector<Block> blocks_;
  ByteWeights weights_;
  bool direct_ = false;    // no window: rows lie as the kernel wants them
  int depth_ = 0, columns_ = 0, rows_ = 0;
  int64_t line_ = 0;
  size_t window_bytes_ = 0;
  std::vector<int32_t> groups_;
  std::vector<BytePlace> places_, cut_places_;
};

}  // namespace

bool is_bend(Activation activation) {
  return activation == Activation::none || activation == Activation::relu || activation == Activation::leaky_relu;
}

CompiledStep compile_byte_convolution(const Graph& graph, const Step& step) { return std::make_unique<ByteConvolution>(graph, step); }

}  // namespace inpaint
