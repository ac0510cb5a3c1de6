#include "byte_epilogue.h"

namespace inpaint {

ByteEpilogue::ByteEpilogue(const Graph& graph, const Step& step)
    : graph_(graph), from_(graph.tensors[step.inputs[0]]), to_(graph.tensors[step.output]), factor_(step.factor), offset_(step.offset),
      slope_(step.activation == Activation::relu ? 0 : step.activation == Activation::leaky_relu ? step.alpha : 1) {
  // What is two lines that meet at zero the kernel does.
  if (is_bend(step.activation)) return;
  Step activation;
  activation.inputs = {step.output};
  activation.output = step.output;
  activation.activation = step.activation;
  activation.alpha = step.alpha;
  activate_ = compile_activation(graph, activation);
}

void ByteEpilogue::scale(const std::vector<float>& scales, const std::vector<int32_t>& totals, const std::vector<float>& bias) {
  const size_t padded = (scales.size() + kByteOutputs - 1) / kByteOutputs * kByteOutputs;
  factors_.assign(padded, 0);
  offsets_.assign(padded, 0);
  for (size_t o = 0; o < scales.size(); o++) {
    const double factor = static_cast<double>(from_.scale) * scales[o];
    factors_[o] = static_cast<float>(factor / unit());
    offsets_[o] = static_cast<float>(((bias.empty() ? 0 : bias[o]) - factor * from_.zero * totals[o]) / unit());
  }
}

ByteEpilogue::Bound ByteEpilogue::bind(Context& context) const {
  Bound bound{factors_.data(), offsets_.data(), {}, activate_ ? activate_->bind(context) : Action()};
  if (factor_ < 0) return bound;
  auto* const changed = reinterpret_cast<float*>(context.scratch.get());
  bound.factors = changed;
  bound.offsets = changed + factors_.size();
  const auto floats = [&](int32_t tensor) { return reinterpret_cast<const float*>(context.at(graph_.tensors[tensor])); };
  bound.modulate = [this, changed, factor = floats(factor_), offset = floats(offset_)] {
    for (size_t o = 0; o < factors_.size(); o++) {
      const bool there = o < static_cast<size_t>(to_.shape.channels);
      changed[o] = there ? factors_[o] * factor[o] : 0;
      changed[factors_.size() + o] = there ? offsets_[o] * factor[o] + offset[o] / unit() : 0;
    }
  };
  return bound;
}

size_t ByteEpilogue::own_bytes() const { return factor_ < 0 ? 0 : (2 * factors_.size() * sizeof(float) + 63) / 64 * 64; }

ByteResults ByteEpilogue::results(const Bound& bound, size_t block, int outputs) const {
  const size_t first = block * kByteOutputs;
  return {bound.factors + first, bound.offsets + first, slope_, static_cast<float>(to_.zero), outputs, static_cast<int64_t>(to_.pixels()) * 8};
}

// What a result is counted in.
float ByteEpilogue::unit() const { return to_.is_float ? 1 : to_.scale; }

}  // namespace inpaint
