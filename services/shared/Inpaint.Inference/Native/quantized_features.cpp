// What happens to 8-bit tensors between convolutions, and on their borders with single precision.
#include "kernels.h"
#include "primitive.h"

namespace inpaint {
namespace {

class Reorder : public Compiled {
 public:
  Reorder(const Graph& graph, const Step& step) : from_(graph.tensors[step.inputs[0]]), to_(graph.tensors[step.output]) {
    auto how = attributes();
    if (from_.is_float != to_.is_float) {
      const auto& number = to_.is_float ? from_ : to_;
      how.set_output_scales(0, {to_.is_float ? number.scale : 1 / number.scale});
      if (number.zero != 0) how.set_zero_points(to_.is_float ? DNNL_ARG_SRC : DNNL_ARG_DST, 0, {number.zero});
    }
    const dnnl::reorder::primitive_desc chosen(engine(), describe(from_), engine(), describe(to_), how);
    primitive_ = Primitive(dnnl::reorder(chosen), chosen.scratchpad_desc());
    if (from_.is_float == to_.is_float) return;
    const auto& number = to_.is_float ? from_ : to_;
    if (number.zero == 0) return;
    const dnnl::memory::desc one({1}, dnnl::memory::data_type::s32, dnnl::memory::format_tag::a);
    primitive_.constant(DNNL_ARG_ATTR_ZERO_POINTS | (to_.is_float ? DNNL_ARG_SRC : DNNL_ARG_DST), pack(one, &number.zero, one));
  }

  size_t scratch_bytes() const override { return primitive_.scratch_bytes(); }

  Action bind(Context& context) const override {
    return primitive_.bind(context, {{DNNL_ARG_SRC, describe(from_), context.at(from_)}, {DNNL_ARG_DST, describe(to_), context.at(to_)}}, context.scratch.get());
  }

 private:
  const Tensor& from_;
  const Tensor& to_;
  Primitive primitive_;
};

class Pool : public Compiled {
 public:
  Pool(const Graph& graph, const Step& step) : from_(graph.tensors[step.inputs[0]]), to_(graph.tensors[step.output]) {
    const auto end = [&](int64_t taken, int64_t made, int axis) { return (made - 1) * step.stride[axis] + step.kernel[axis] - taken - step.padding[axis]; };
    const dnnl::pooling_forward::primitive_desc chosen(
        {dnnl::prop_kind::forward_inference, dnnl::algorithm::pooling_max, describe(from_), describe(to_), {step.stride[0], step.stride[1]},
         {step.kernel[0], step.kernel[1]}, {step.padding[0], step.padding[1]},
         {end(from_.shape.height, to_.shape.height, 0), end(from_.shape.width, to_.shape.width, 1)}},
        attributes(), engine());
    primitive_ = Primitive(dnnl::pooling_forward(chosen), chosen.scratchpad_desc());
  }

  size_t scratch_bytes() const override { return primitive_.scratch_bytes(); }

  Action bind(Context& context) const override {
    return primitive_.bind(context, {{DNNL_ARG_SRC, describe(from_), context.at(from_)}, {DNNL_ARG_DST, describe(to_), context.at(to_)}}, context.scratch.get());
  }

 private:
  const Tensor& from_;
  const Tensor& to_;
  Primitive primitive_;
};

class Join : public Compiled {
 public:
  Join(const Graph& graph, const Step& step) : graph_(graph), inputs_(step.inputs), output_(step.output) {}

  Action bind(Context& context) const override {
    struct Part {
      const std::byte* from;
      size_t bytes;
    };
    std::vector<Part> parts;
    const auto& to = graph_.tensors[output_];
    for (const auto input : inputs_) parts.push_back({context.at(graph_.tensors[input]), static_cast<size_t>(graph_.tensors[input].shape.channels)});
    return [parts, into = context.at(to), all = static_cast<size_t>(to.shape.channels), pixels = to.pixels(), threads = graph_.threads] {
      auto* place = into;
      for (const auto& part : parts) {
        join_pixels(part.from, part.bytes, part.bytes, place, all, pixels, threads);
        place += part.bytes;
      }
    };
  }

 private:
  const Graph& graph_;
  std::vector<int32_t> inputs_;
  int32_t output_;
};

}  // namespace

CompiledStep compile_quantized_reorder(const Graph& graph, const Step& step) { return std::make_unique<Reorder>(graph, step); }

CompiledStep compile_quantized_feature_step(const Graph& graph, const Step& step) {
  if (step.kind == Kind::max_pool) return std::make_unique<Pool>(graph, step);
  return std::make_unique<Join>(graph, step);
}

}  // namespace inpaint
