// Decides in which layout each tensor is kept, and puts a step that reorders wherever two steps do not agree.
#include <algorithm>

#include "plan.h"

namespace inpaint {
namespace {

struct Chooser {
  Graph& graph;
  std::vector<Step> steps;

  // A copy of a tensor in another layout: made once, used by all that want it.
  int32_t in_layout(int32_t tensor, Layout layout) {
    const bool is_float = layout != Layout::pixels;
    const auto fits = [&](const Tensor& candidate) { return candidate.layout == layout && candidate.is_float == is_float; };
    if (fits(graph.tensors[tensor])) return tensor;
    for (int32_t i = graph.caller_tensors; i < static_cast<int32_t>(graph.tensors.size()); i++) {
      if (graph.tensors[i].source == tensor && fits(graph.tensors[i])) return i;
    }
    auto copy = graph.tensors[tensor];
    copy.layout = layout;
    copy.source = tensor;
    copy.is_float = is_float;
    const auto index = static_cast<int32_t>(graph.tensors.size());
    graph.tensors.push_back(copy);
    Step reorder;
    reorder.reorder = true;
    reorder.inputs = {tensor};
    reorder.output = index;
    steps.push_back(reorder);
    return index;
  }

  bool joins_blocked(const Step& step) const {
    return std::all_of(step.inputs.begin(), step.inputs.end(), [&](int32_t input) {
      const auto& tensor = graph.tensors[input];
      return tensor.layout == Layout::blocked && tensor.shape.channels % block() == 0;
    });
  }

  Layout wanted(const Step& step) const {
    if (step.quantized) return Layout::pixels;
    const auto first = step.inputs.empty() ? Layout::plain : graph.tensors[step.inputs[0]].layout;
    const auto float_first = first == Layout::pixels ? Layout::blocked : first;
    switch (step.kind) {
      case Kind::convolution:
        return first == Layout::plain && takes_plain(graph, step) ? Layout::plain : Layout::blocked;
      case Kind::transposed: case Kind::max_pool: case Kind::upsample:
        return Layout::blocked;
      case Kind::pixel_shuffle:
        return Layout::blocked;
      case Kind::concat:
        return joins_blocked(step) ? Layout::blocked : Layout::plain;
      case Kind::add: case Kind::activation:
        return float_first;
      default:
        return Layout::plain;
    }
  }

  Layout given(const Step& step, Layout wanted) const {
    switch (step.kind) {
      case Kind::convolution: case Kind::transposed:
        if (graph.bytes && graph.tensors[step.output].is_float) return Layout::blocked;
        return wanted == Layout::pixels ? Layout::pixels : Layout::blocked;
      case Kind::pixel_shuffle:
        return Layout::plain;
      default:
        return wanted;
    }
  }

  void choose() {
    for (auto step : graph.steps) {
      const auto layout = wanted(step);
      for (auto& input : step.inputs) input = in_layout(input, layout);
      if (step.factor >= 0) {
        step.factor = in_layout(step.factor, Layout::plain);
        step.offset = in_layout(step.offset, Layout::plain);
      }
      if (step.kind == Kind::output) {
        step.output = step.inputs[0];
      } else {
        auto& output = graph.tensors[step.output];
        output.layout = given(step, layout);
      }
      steps.push_back(std::move(step));
    }
    graph.steps = std::move(steps);
  }
};

}  // namespace

size_t Tensor::bytes() const {
  switch (layout) {
    case Layout::blocked: return padded(shape.channels) * pixels() * sizeof(float);
    case Layout::pixels: return elements() * (is_float ? sizeof(float) : 1);
    // Vectors are read in whole registers.
    default: return (pixels() == 1 ? padded(shape.channels) : elements()) * sizeof(float);
  }
}

int32_t pixel_pitch(const Graph& graph, int32_t tensor) {
  while (graph.tensors[tensor].parent >= 0) tensor = graph.tensors[tensor].parent;
  return graph.tensors[tensor].shape.channels;
}

void choose_layouts(Graph& graph) {
  Chooser{graph, {}}.choose();
}

}  // namespace inpaint
