// Convolutions: bias, modulation and activation are done on the way out of the kernel, weights lie in the kernel's own order.
#include <cstring>

#include "primitive.h"

namespace inpaint {
namespace {

using dnnl::memory;
using tag = memory::format_tag;
using type = memory::data_type;

dnnl::post_ops after(const Step& step, int64_t channels) {
  dnnl::post_ops operations;
  if (step.factor >= 0) {
    const memory::desc vector({1, channels, 1, 1}, type::f32, tag::nchw);
    operations.append_binary(dnnl::algorithm::binary_mul, vector);
    operations.append_binary(dnnl::algorithm::binary_add, vector);
  }
  append_activation(operations, step.activation, step.alpha);
  return operations;
}

int64_t end_padding(int64_t size, int64_t made, const Step& step, int axis) {
  return (made - 1) * step.stride[axis] + step.kernel[axis] - size - step.padding[axis];
}

dnnl::convolution_forward::primitive_desc choose(const Graph& graph, const Step& step) {
  const auto& from = graph.tensors[step.inputs[0]];
  auto to = graph.tensors[step.output];
  to.layout = Layout::blocked;
  const memory::desc weight({to.shape.channels, from.shape.channels, step.kernel[0], step.kernel[1]}, type::f32, tag::any);
  const dnnl::convolution_forward::desc desc(
      dnnl::prop_kind::forward_inference, dnnl::algorithm::convolution_direct, describe(from), weight, plain_vector(to.shape.channels), describe(to),
      {step.stride[0], step.stride[1]}, {step.padding[0], step.padding[1]},
      {end_padding(from.shape.height, to.shape.height, step, 0), end_padding(from.shape.width, to.shape.width, step, 1)});
  auto how = attributes();
  how.set_post_ops(after(step, to.shape.channels));
  return {desc, how, engine()};
}

class Convolution : public CompiledConvolution {
 public:
  Convolution(const Graph& graph, const Step& step) : graph_(graph), step_(step) {
    const auto chosen = choose(graph, step);
    primitive_ = Primitive(dnnl::convolution_forward(chosen), chosen.scratchpad_desc());
    const auto& from = graph.tensors[step.inputs[0]].shape;
    const auto& to = graph.tensors[step.output].shape;
    const memory::desc plain({to.channels, from.channels, step.kernel[0], step.kernel[1]}, type::f32, tag::oihw);
    primitive_.constant(DNNL_ARG_WEIGHTS, pack(plain, step.weight.data(), chosen.weights_desc()));
    const auto bias = step.bias.empty() ? std::vector<float>(to.channels) : step.bias;
    primitive_.constant(DNNL_ARG_BIAS, pack(plain_vector(to.channels), bias.data(), chosen.bias_desc()));
    step_.weight.clear();
  }

  size_t scratch_bytes() const override { return primitive_.scratch_bytes(); }
  size_t weight_bytes() const override { return primitive_.constant_bytes(); }

  Action bind(Context& context) const override {
    return bind_to(context, context.at(graph_.tensors[step_.output]), context.scratch.get());
  }

  Action bind_to(Context& context, void* destination, std::byte* scratch) const override {
    const auto& from = graph_.tensors[step_.inputs[0]];
    auto to = graph_.tensors[step_.output];
    to.layout = Layout::blocked;
    std::vector<Primitive::Place> places{{DNNL_ARG_SRC, describe(from), context.at(from)}, {DNNL_ARG_DST, describe(to), destination}};
    if (step_.factor >= 0) {
      const memory::desc vector({1, to.shape.channels, 1, 1}, type::f32, tag::nchw);
      places.push_back({DNNL_ARG_ATTR_MULTIPLE_POST_OP(0) | DNNL_ARG_SRC_1, vector, context.at(graph_.tensors[step_.factor])});
      places.push_back({DNNL_ARG_ATTR_MULTIPLE_POST_OP(1) | DNNL_ARG_SRC_1, vector, context.at(graph_.tensors[step_.offset])});
    }
    return primitive_.bind(context, places, scratch);
  }

 private:
  const Graph& graph_;
  Step step_;
  Primitive primitive_;
};

}  // namespace

bool takes_plain(const Graph& graph, const Step& step) {
  const auto& from = graph.tensors[step.inputs[0]].shape;
  if (from.channels >= block() || from.height == 1 || from.width == 1) return false;
  try {
    return std::strncmp(choose(graph, step).impl_info_str(), "jit", 3) == 0;
  } catch (const dnnl::error&) {
    return false;
  }
}

std::unique_ptr<CompiledConvolution> compile_convolution_to(const Graph& graph, const Step& step) { return std::make_unique<Convolution>(graph, step); }

CompiledStep compile_convolution(const Graph& graph, const Step& step) { return std::make_unique<Convolution>(graph, step); }

}  // namespace inpaint
