// Convolutions of 8-bit numbers: weights have a scale for each output channel; sums are exact.
#include <algorithm>
#include <cmath>

#include "primitive.h"

namespace inpaint {
namespace {

using dnnl::memory;
using tag = memory::format_tag;
using type = memory::data_type;

constexpr int kPerOutput = 1;  // oneDNN's mask: a scale for each index of dimension 0
constexpr int kPerChannel = 2; // of dimension 1

std::vector<float> weight_scales(const Step& step, int32_t outputs) {
  std::vector<float> scales(outputs);
  const auto each = step.weight.size() / outputs;
  for (int32_t o = 0; o < outputs; o++) {
    float largest = 0;
    for (size_t i = o * each; i < (o + 1) * each; i++) largest = std::max(largest, std::fabs(step.weight[i]));
    scales[o] = std::max(largest / 127, 1e-20f);
  }
  return scales;
}

// Whether the sum's factor can already be that of the result's numbers: scaling and the activation can change places.
bool scales_at_once(const Step& step) {
  return step.factor < 0 && (step.activation == Activation::none || step.activation == Activation::relu);
}

dnnl::primitive_attr how(const Step& step, const Tensor& from, const Tensor& to, const std::vector<float>& weights) {
  auto attributes = inpaint::attributes();
  std::vector<float> scales(weights.size());
  const bool at_once = to.is_float || scales_at_once(step);
  const float result = to.is_float || !at_once ? 1 : to.scale;
  for (size_t o = 0; o < scales.size(); o++) scales[o] = from.scale * weights[o] / result;
  attributes.set_output_scales(kPerChannel, scales);
  if (from.zero != 0) attributes.set_zero_points(DNNL_ARG_SRC, 0, {from.zero});
  if (!to.is_float && to.zero != 0) attributes.set_zero_points(DNNL_ARG_DST, 0, {to.zero});
  dnnl::post_ops operations;
  if (step.factor >= 0) {
    const memory::desc vector({1, to.shape.channels, 1, 1}, type::f32, tag::nchw);
    operations.append_binary(dnnl::algorithm::binary_mul, vector);
    operations.append_binary(dnnl::algorithm::binary_add, vector);
  }
  append_activation(operations, step.activation, step.alpha);
  if (!at_once) operations.append_eltwise(1, dnnl::algorithm::eltwise_linear, 1 / to.scale, 0);
  attributes.set_post_ops(operations);
  return attributes;
}

class QuantizedConvolution : public CompiledConvolution {
 public:
  QuantizedConvolution(const Graph& graph, const Step& step) : graph_(graph), step_(step) {
    const auto& from = graph.tensors[step.inputs[0]];
    const auto& to = graph.tensors[step.output];
    const memory::dims size{to.shape.channels, from.shape.channels, step.kernel[0], step.kernel[1]};
    const auto end = [&](int64_t taken, int64_t made, int axis) { return (made - 1) * step.stride[axis] + step.kernel[axis] - taken - step.padding[axis]; };
    const auto scales = weight_scales(step, to.shape.channels);
    const dnnl::convolution_forward::primitive_desc chosen(
        {dnnl::prop_kind::forward_inference, dnnl::algorithm::convolution_direct, describe(from), {size, type::s8, tag::any}, plain_vector(to.shape.channels), describe(to),
         {step.stride[0], step.stride[1]}, {step.padding[0], step.padding[1]},
         {end(from.shape.height, to.shape.height, 0), end(from.shape.width, to.shape.width, 1)}},
        how(step, from, to, scales), engine());
    primitive_ = Primitive(dnnl::convolution_forward(chosen), chosen.scratchpad_desc());
    pack_weights(chosen, {size, type::f32, tag::oihw}, scales);
    pack_bias(chosen, from.scale, scales);
    if (from.zero != 0) pack_zero(DNNL_ARG_SRC, from.zero);
    if (!to.is_float && to.zero != 0) pack_zero(DNNL_ARG_DST, to.zero);
    step_.weight.clear();
  }

  size_t scratch_bytes() const override { return primitive_.scratch_bytes(); }
  size_t weight_bytes() const override { return primitive_.constant_bytes(); }

  Action bind(Context& context) const override { return bind_to(context, context.at(graph_.tensors[step_.output]), context.scratch.get()); }

  Action bind_to(Context& context, void* destination, std::byte* scratch) const override {
    const auto& from = graph_.tensors[step_.inputs[0]];
    const auto& to = graph_.tensors[step_.output];
    std::vector<Primitive::Place> places{{DNNL_ARG_SRC, describe(from), context.at(from)}, {DNNL_ARG_DST, describe(to), destination}};
    if (step_.factor >= 0) {
      const memory::desc vector({1, to.shape.channels, 1, 1}, type::f32, tag::nchw);
      places.push_back({DNNL_ARG_ATTR_MULTIPLE_POST_OP(0) | DNNL_ARG_SRC_1, vector, context.at(graph_.tensors[step_.factor])});
      places.push_back({DNNL_ARG_ATTR_MULTIPLE_POST_OP(1) | DNNL_ARG_SRC_1, vector, context.at(graph_.tensors[step_.offset])});
    }
    return primitive_.bind(context, places, scratch);
  }

 private:
  void pack_weights(const dnnl::convolution_forward::primitive_desc& chosen, const memory::desc& plain, const std::vector<float>& scales) {
    std::vector<float> factors(scales.size());
    std::transform(scales.begin(), scales.end(), factors.begin(), [](float scale) { return 1 / scale; });
    dnnl::primitive_attr rounding;
    rounding.set_output_scales(kPerOutput, factors);
    memory from(plain, engine(), step_.weight.data()), to(chosen.weights_desc(), engine());
    dnnl::stream stream(engine());
    dnnl::reorder(dnnl::reorder::primitive_desc(from, to, rounding)).execute(stream, from, to);
    stream.wait();
    primitive_.constant(DNNL_ARG_WEIGHTS, to);
  }

  // The bias is added to the sums of products, before they are scaled.
  void pack_bias(const dnnl::convolution_forward::primitive_desc& chosen, float scale, const std::vector<float>& scales) {
    std::vector<float> bias(scales.size());
    for (size_t o = 0; o < bias.size() && !step_.bias.empty(); o++) bias[o] = step_.bias[o] / (scale * scales[o]);
    primitive_.constant(DNNL_ARG_BIAS, pack(plain_vector(static_cast<int64_t>(bias.size())), bias.data(), chosen.bias_desc()));
  }

  void pack_zero(int argument, int32_t zero) {
    const memory::desc one({1}, type::s32, tag::a);
    primitive_.constant(DNNL_ARG_ATTR_ZERO_POINTS | argument, pack(one, &zero, one));
  }

  const Graph& graph_;
  Step step_;
  Primitive primitive_;
};

}  // namespace

std::unique_ptr<CompiledConvolution> compile_quantized_convolution(const Graph& graph, const Step& step) {
  return std::make_unique<QuantizedConvolution>(graph, step);
}

}  // namespace inpaint
