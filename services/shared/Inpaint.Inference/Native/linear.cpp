// Linear layers of one vector. Their speed is that of reading the weights.
#include <algorithm>
#include <cmath>
#include <cstring>

#include "kernels.h"
#include "primitive.h"

namespace inpaint {
namespace {

class Linear : public Compiled {
 public:
  Linear(const Graph& graph, const Step& step) : graph_(graph), step_(step) {
    if (step_.bias.empty()) step_.bias.assign(outputs(), 0);
    if (step.activation == Activation::none) return;
    dnnl::eltwise_forward::primitive_desc chosen = choose();
    activation_ = Primitive(dnnl::eltwise_forward(chosen), chosen.scratchpad_desc());
  }

  size_t scratch_bytes() const override { return activated() ? activation_.scratch_bytes() : 0; }
  size_t weight_bytes() const override { return (step_.weight.size() + step_.bias.size()) * sizeof(float); }

  Action bind(Context& context) const override {
    const auto& to = graph_.tensors[step_.output];
    auto* const into = reinterpret_cast<float*>(context.at(to));
    const auto* const from = reinterpret_cast<const float*>(context.at(graph_.tensors[step_.inputs[0]]));
    const auto desc = plain_vector(static_cast<int64_t>(outputs()));
    Action activate = activated() ? activation_.bind(context, {{DNNL_ARG_SRC, desc, into}, {DNNL_ARG_DST, desc, into}}, context.scratch.get()) : Action();
    // Where the vector has memory of its own, whole registers of it are read.
    const auto absent = to.parent < 0 ? padded(to.shape.channels) - outputs() : 0;
    return [this, into, from, activate, absent] {
      matrix_vector(step_.weight.data(), step_.bias.data(), from, into, outputs(), inputs(), graph_.threads);
      if (activate) activate();
      std::fill_n(into + outputs(), absent, 0.0f);
    };
  }

 private:
  size_t outputs() const { return graph_.tensors[step_.output].elements(); }
  size_t inputs() const { return graph_.tensors[step_.inputs[0]].elements(); }
  bool activated() const { return step_.activation != Activation::none; }

  dnnl::eltwise_forward::primitive_desc choose() const;

  const Graph& graph_;
  Step step_;
  Primitive activation_;
};

}  // namespace

dnnl::eltwise_forward::primitive_desc choose_activation(Activation activation, float alpha, const dnnl::memory::desc& desc) {
  // oneDNN says what an activation is by the operation that it would append to a convolution.
  dnnl::post_ops operations;
  append_activation(operations, activation, alpha);
  float scale, first, second;
  dnnl::algorithm algorithm;
  operations.get_params_eltwise(0, scale, algorithm, first, second);
  return {dnnl::eltwise_forward::desc(dnnl::prop_kind::forward_inference, algorithm, desc, first, second), attributes(), engine()};
}

namespace {

dnnl::eltwise_forward::primitive_desc Linear::choose() const {
  return choose_activation(step_.activation, step_.alpha, plain_vector(static_cast<int64_t>(outputs())));
}

class Activate : public Compiled {
 public:
  Activate(const Graph& graph, const Step& step) : graph_(graph), step_(step) {
    const auto chosen = choose_activation(step.activation, step.alpha, describe(graph.tensors[step.output]));
    primitive_ = Primitive(dnnl::eltwise_forward(chosen), chosen.scratchpad_desc());
  }

  size_t scratch_bytes() const override { return primitive_.scratch_bytes(); }

  Action bind(Context& context) const override {
    const auto& from = graph_.tensors[step_.inputs[0]];
    const auto& to = graph_.tensors[step_.output];
    return primitive_.bind(context, {{DNNL_ARG_SRC, describe(from), context.at(from)}, {DNNL_ARG_DST, describe(to), context.at(to)}}, context.scratch.get());
  }

 private:
  const Graph& graph_;
  Step step_;
  Primitive primitive_;
};

}  // namespace

CompiledStep compile_linear(const Graph& graph, const Step& step) { return std::make_unique<Linear>(graph, step); }

CompiledStep compile_activation(const Graph& graph, const Step& step) { return std::make_unique<Activate>(graph, step); }

}  // namespace inpaint
