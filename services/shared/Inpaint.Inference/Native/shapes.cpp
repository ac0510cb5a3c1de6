// Checks that every step's tensors have the shapes, and its weights the counts, that its kernels will rely on.
#include <string>

#include "plan.h"

namespace inpaint {
namespace {

struct Checker {
  const Graph& graph;
  const Step& step;
  size_t index;

  void require(bool holds, const char* what) const {
    if (!holds) throw InvalidGraph("step " + std::to_string(index) + ": " + what);
  }

  const inpaint_plan_shape& in(size_t i) const { return graph.tensors[step.inputs[i]].shape; }
  const inpaint_plan_shape& out() const { return graph.tensors[step.output].shape; }
  int64_t count(size_t i) const { return static_cast<int64_t>(graph.tensors[step.inputs[i]].elements()); }
  int64_t out_count() const { return static_cast<int64_t>(graph.tensors[step.output].elements()); }

  void inputs(size_t expected) const { require(step.inputs.size() == expected, "wrong number of inputs"); }

  void same(const inpaint_plan_shape& a, int64_t channels, int64_t height, int64_t width) const {
    require(a.channels == channels && a.height == height && a.width == width, "its tensors' shapes do not fit");
  }

  void vector(int32_t tensor, int64_t values) const { same(graph.tensors[tensor].shape, values, 1, 1); }

  void window() const {
    for (int i = 0; i < 2; i++) {
      require(step.kernel[i] >= 1 && step.kernel[i] <= 1024 && step.stride[i] >= 1 && step.stride[i] <= 1024, "kernel or stride out of range");
      require(step.padding[i] >= 0 && step.padding[i] < step.kernel[i], "padding out of range");
    }
  }

  void weights(int64_t outputs, int64_t each) const {
    require(static_cast<int64_t>(step.weight.size()) == outputs * each, "wrong number of weights");
    require(step.bias.empty() || static_cast<int64_t>(step.bias.size()) == outputs, "wrong number of biases");
    if (step.factor >= 0) {
      vector(step.factor, outputs);
      vector(step.offset, outputs);
    }
  }

  int64_t windows(int64_t size, int axis) const { return (size + 2 * step.padding[axis] - step.kernel[axis]) / step.stride[axis] + 1; }

  void convolution() const {
    inputs(1);
    window();
    require(in(0).height + 2 * step.padding[0] >= step.kernel[0] && in(0).width + 2 * step.padding[1] >= step.kernel[1], "the kernel is larger than the picture");
    same(out(), out().channels, windows(in(0).height, 0), windows(in(0).width, 1));
    weights(out().channels, int64_t{in(0).channels} * step.kernel[0] * step.kernel[1]);
  }

  // The output may be up to stride - 1 larger than the smallest that the kernel gives (PyTorch's output_padding).
  void transposed() const {
    inputs(1);
    window();
    for (int i = 0; i < 2; i++) {
      const int64_t size = i == 0 ? in(0).height : in(0).width, made = i == 0 ? out().height : out().width;
      const int64_t least = (size - 1) * step.stride[i] - 2 * step.padding[i] + step.kernel[i];
      require(made >= least && made < least + step.stride[i], "its tensors' shapes do not fit");
    }
    weights(out().channels, int64_t{in(0).channels} * step.kernel[0] * step.kernel[1]);
  }

  void max_pool() const {
    inputs(1);
    window();
    same(out(), in(0).channels, windows(in(0).height, 0), windows(in(0).width, 1));
  }

  void concat() const {
    require(!step.inputs.empty(), "nothing to join");
    int64_t channels = 0;
    for (size_t i = 0; i < step.inputs.size(); i++) {
      same(in(i), in(i).channels, out().height, out().width);
      channels += in(i).channels;
    }
    require(channels == out().channels, "its tensors' shapes do not fit");
  }

  void shuffle(const inpaint_plan_shape& wide, const inpaint_plan_shape& deep) const {
    const int64_t group = step.stride[0];
    require(group >= 1 && group <= 64, "group out of range");
    same(deep, wide.channels * group * group, deep.height, deep.width);
    same(wide, wide.channels, deep.height * group, deep.width * group);
  }

  void upsample() const {
    require(step.inputs.size() == 1 || step.inputs.size() == 2, "wrong number of inputs");
    require(step.stride[0] >= 1 && step.stride[0] <= 64, "factor out of range");
    same(out(), in(0).channels, int64_t{in(0).height} * step.stride[0], int64_t{in(0).width} * step.stride[0]);
    if (step.inputs.size() == 2) same(in(1), out().channels, out().height, out().width);
  }

  // Features, tokens [most tokens, 1, width], the number of those that are there. Weights: query, key and value, answer, first token.
  void cross_attention() const {
    constexpr int64_t widest = 1 << 20;
    inputs(3);
    same(out(), in(0).channels, in(0).height, in(0).width);
    const int64_t channels = in(0).channels, width = in(1).width;
    require(in(1).height == 1 && channels <= widest && width <= widest, "its tensors' shapes do not fit");
    vector(step.inputs[2], 1);
    require(step.stride[0] >= 1 && channels % step.stride[0] == 0, "heads do not divide the channels");
    require(static_cast<int64_t>(step.weight.size()) == 2 * channels * (channels + width) + width, "wrong number of weights");
    require(static_cast<int64_t>(step.bias.size()) == 4 * channels, "wrong number of biases");
  }

  void check() const {
    switch (step.kind) {
      case Kind::input: inputs(0); break;
      case Kind::output: inputs(1); break;
      case Kind::constant: inputs(0); require(static_cast<int64_t>(step.weight.size()) == out_count(), "wrong number of values"); break;
      case Kind::convolution: convolution(); break;
      case Kind::transposed: transposed(); break;
      case Kind::max_pool: max_pool(); break;
      case Kind::concat: concat(); break;
      case Kind::add: inputs(2); same(in(0), out().channels, out().height, out().width); same(in(1), out().channels, out().height, out().width); break;
      case Kind::upsample: upsample(); break;
      case Kind::linear: inputs(1); vector(step.inputs[0], in(0).channels); vector(step.output, out().channels); weights(out().channels, in(0).channels); break;
      case Kind::multiply: inputs(2); same(in(0), out().channels, out().height, out().width); same(in(1), 1, out().height, out().width); break;
      case Kind::affine: case Kind::activation: inputs(1); same(in(0), out().channels, out().height, out().width); break;
      case Kind::pixel_shuffle: inputs(1); shuffle(out(), in(0)); break;
      case Kind::pixel_unshuffle: inputs(1); shuffle(in(0), out()); break;
      case Kind::reshape: inputs(1); require(count(0) == out_count(), "its tensors' shapes do not fit"); break;
      case Kind::cross_attention: cross_attention(); break;
    }
  }
};

}  // namespace

void check_shapes(const Graph& graph) {
  for (size_t i = 0; i < graph.steps.size(); i++) Checker{graph, graph.steps[i], i}.check();
}

}  // namespace inpaint
