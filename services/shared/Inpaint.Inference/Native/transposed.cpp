// A transposed convolution with stride s is s * s ordinary convolutions, one for each place that an output pixel has within its
// s x s group: done here as one convolution with s * s times the channels, whose results are then put side by side.
// oneDNN's own deconvolution (its backward pass) takes three times as long with stride 2.
#include <cstring>

#include "kernels.h"
#include "plan.h"

namespace inpaint {
namespace {

int floor_divide(int a, int b) { return a >= 0 ? a / b : -((-a + b - 1) / b); }

// Along one axis: output s * q + phase takes input q + d with kernel element phase + padding - s * d.
struct Axis {
  int stride, padding, kernel, first, taps;

  Axis(const Step& step, int axis) : stride(step.stride[axis]), padding(step.padding[axis]), kernel(step.kernel[axis]) {
    first = -floor_divide(kernel - 1 - padding, stride);
    taps = floor_divide(stride - 1 + padding, stride) - first + 1;
  }

  // -1: the phase takes nothing from this tap.
  int element(int phase, int tap) const {
    const auto index = phase + padding - stride * (first + tap);
    return index >= 0 && index < kernel ? index : -1;
  }

  int groups(int made) const { return (made + stride - 1) / stride; }
};

void spread_weights(const Step& from, int32_t inputs, int32_t outputs, size_t wide, const Axis& rows, const Axis& columns, Step& to) {
  const size_t window = static_cast<size_t>(rows.taps) * columns.taps;
  to.weight.assign(wide * rows.stride * columns.stride * inputs * window, 0);
  to.bias.assign(wide * rows.stride * columns.stride, 0);
  for (int phase = 0; phase < rows.stride * columns.stride; phase++) {
    const int py = phase / columns.stride, px = phase % columns.stride;
    for (int32_t o = 0; o < outputs; o++) {
      const auto channel = phase * wide + o;
      if (!from.bias.empty()) to.bias[channel] = from.bias[o];
      for (int32_t i = 0; i < inputs; i++) {
        for (int y = 0; y < rows.taps; y++) {
          for (int x = 0; x < columns.taps; x++) {
            const int ky = rows.element(py, y), kx = columns.element(px, x);
            if (ky < 0 || kx < 0) continue;
            to.weight[(channel * inputs + i) * window + y * columns.taps + x] =
                from.weight[((static_cast<size_t>(i) * outputs + o) * rows.kernel + ky) * columns.kernel + kx];
          }
        }
      }
    }
  }
}

class Transposed : public Compiled {
 public:
  Transposed(const Graph& graph, const Step& step) : graph_(graph), step_(step), inner_{graph.tensors, {}, graph.caller_tensors, graph.threads} {
    const Axis rows(step, 0), columns(step, 1);
    const auto& to = graph.tensors[step.output].shape;
    Tensor grouped = graph.tensors[step.output];
    grouped.parent = -1;
    wide_ = step.quantized ? to.channels : static_cast<int32_t>(padded(to.channels));
    grouped.shape = {wide_ * rows.stride * columns.stride, rows.groups(to.height), columns.groups(to.width)};
    auto convolution = as_convolution(graph, step, wide_);
    convolution.output = static_cast<int32_t>(inner_.tensors.size());
    inner_.tensors.push_back(grouped);
    grouped_bytes_ = (grouped.bytes() + 63) / 64 * 64;
    convolution_ = step.quantized ? compile_quantized_convolution(inner_, convolution) : compile_convolution_to(inner_, convolution);
    step_.weight.clear();
  }

  size_t scratch_bytes() const override { return grouped_bytes_ + convolution_->scratch_bytes(); }
  size_t weight_bytes() const override { return convolution_->weight_bytes(); }

  Action bind(Context& context) const override {
    const auto& to = graph_.tensors[step_.output];
    const auto& grouped = inner_.tensors.back().shape;
    auto* const scratch = context.scratch.get();
    auto convolve = convolution_->bind_to(context, scratch, scratch + grouped_bytes_);
    // In pixels a phase is a run of the pixel's channels; else it has planes of its own.
    const int value = to.is_float ? sizeof(float) : 1, piece = (step_.quantized ? wide_ : block()) * value;
    const SpreadShape shape{wide_ * value / piece, piece, step_.quantized, grouped.height, grouped.width, step_.stride[0], step_.stride[1], to.shape.height, to.shape.width};
    return [convolve, shape, from = scratch, into = context.at(to), threads = graph_.threads] {
      convolve();
      spread_groups(shape, from, into, threads);
    };
  }

 private:
  const Graph& graph_;
  Step step_;
  Graph inner_;
  int32_t wide_ = 0;  // channels of a phase, with those that fill its last block
  size_t grouped_bytes_ = 0;
  std::unique_ptr<CompiledConvolution> convolution_;
};

}  // namespace

Step as_convolution(const Graph& graph, const Step& transposed, int32_t wide) {
  const Axis rows(transposed, 0), columns(transposed, 1);
  Step convolution;
  convolution.kind = Kind::convolution;
  convolution.inputs = transposed.inputs;
  convolution.activation = transposed.activation;
  convolution.alpha = transposed.alpha;
  convolution.kernel[0] = rows.taps;
  convolution.kernel[1] = columns.taps;
  convolution.stride[0] = convolution.stride[1] = 1;
  convolution.padding[0] = -rows.first;
  convolution.padding[1] = -columns.first;
  spread_weights(transposed, graph.tensors[transposed.inputs[0]].shape.channels, graph.tensors[transposed.output].shape.channels, static_cast<size_t>(wide), rows, columns, convolution);
  return convolution;
}

CompiledStep compile_transposed(const Graph& graph, const Step& step) { return std::make_unique<Transposed>(graph, step); }

}  // namespace inpaint
