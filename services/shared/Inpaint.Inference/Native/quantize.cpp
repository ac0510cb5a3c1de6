// Which tensors are kept in 8 bits, and what their numbers mean.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "plan.h"

namespace inpaint {
namespace {

// Without VNNI two products are added in 16 bits: with 7 bits of activation they always fit. The suite's own kernel has 7 bits everywhere.
int levels(bool own) {
  if (own) return 127;
  return has(dnnl::cpu_isa::avx2_vnni) || has(dnnl::cpu_isa::avx512_core_vnni) ? 255 : 127;
}

bool convolves(const Step& step) { return step.kind == Kind::convolution || step.kind == Kind::transposed; }

// Gives the numbers that it takes.
bool passes(const Step& step) { return step.kind == Kind::max_pool || step.kind == Kind::concat; }

struct Quantizer {
  Graph& graph;
  std::vector<char> eight;
  std::vector<int32_t> group;

  // All tensors between steps that can take and give 8 bits; what one end cannot keep up is given up at the other too.
  void choose() {
    eight.assign(graph.tensors.size(), 0);
    for (const auto& step : graph.steps) {
      // Other activations are computed from floats.
      const bool gives = convolves(step) && (!graph.bytes || is_bend(step.activation));
      if (gives || passes(step)) eight[step.output] = 1;
    }
    for (bool changed = true; changed;) {
      changed = false;
      const auto drop = [&](int32_t tensor) {
        changed |= eight[tensor] != 0;
        eight[tensor] = 0;
      };
      for (const auto& step : graph.steps) {
        const bool takes = convolves(step) || (passes(step) && eight[step.output]);
        for (const auto input : step.inputs) {
          if (!takes) drop(input);
          if (passes(step) && !eight[input]) drop(step.output);
        }
        if (step.factor >= 0) {
          drop(step.factor);
          drop(step.offset);
        }
      }
    }
  }

  int32_t find(int32_t tensor) const {
    while (group[tensor] != tensor) tensor = group[tensor];
    return tensor;
  }

  // What a step passes on unchanged means the same before and after.
  void scale(const float* given) {
    std::vector<float> ranges(given, given + 2 * graph.tensors.size());
    group.resize(graph.tensors.size());
    std::iota(group.begin(), group.end(), 0);
    for (const auto& step : graph.steps) {
      if (!passes(step) || !eight[step.output]) continue;
      for (const auto input : step.inputs) {
        const auto from = find(input), to = find(step.output);
        group[from] = to;
        ranges[2 * to] = std::max(ranges[2 * to], ranges[2 * from]);
        ranges[2 * to + 1] = std::min(ranges[2 * to + 1], ranges[2 * from + 1]);
      }
    }
    for (size_t i = 0; i < graph.tensors.size(); i++) {
      const auto owner = find(static_cast<int32_t>(i));
      const float most = std::max(ranges[2 * owner], 0.0f), least = std::min(ranges[2 * owner + 1], 0.0f);
      if (!std::isfinite(most) || !std::isfinite(least)) throw InvalidGraph("a range is not finite");
      auto& tensor = graph.tensors[i];
      tensor.scale = std::max((most - least) / levels(graph.bytes), 1e-20f);
      tensor.zero = static_cast<int32_t>(std::lround(-least / tensor.scale));
      tensor.is_float = !eight[i];
    }
  }
};

}  // namespace

void quantize(Graph& graph, const float* ranges, bool own) {
  graph.bytes = own;
  Quantizer quantizer{graph, {}, {}};
  quantizer.choose();
  quantizer.scale(ranges);
  for (auto& step : graph.steps) step.quantized = convolves(step) || (passes(step) && quantizer.eight[step.output]);
}

}  // namespace inpaint
