#include "primitive.h"

namespace inpaint {

bool has(dnnl::cpu_isa wanted) {
  // Each set of instructions is a bit; later ones hold the earlier.
  const auto bits = static_cast<unsigned>(wanted);
  return (static_cast<unsigned>(dnnl::get_effective_cpu_isa()) & bits) == bits;
}

int32_t block() {
  static const int32_t lanes = has(dnnl::cpu_isa::avx512_core) ? 16 : 8;
  return lanes;
}

size_t padded(int32_t channels) {
  const auto lanes = static_cast<size_t>(block());
  return (static_cast<size_t>(channels) + lanes - 1) / lanes * lanes;
}

dnnl::engine& engine() {
  static dnnl::engine cpu(dnnl::engine::kind::cpu, 0);
  return cpu;
}

dnnl::memory::desc describe(const Tensor& tensor) {
  using tag = dnnl::memory::format_tag;
  using type = dnnl::memory::data_type;
  const dnnl::memory::dims dims{1, tensor.shape.channels, tensor.shape.height, tensor.shape.width};
  switch (tensor.layout) {
    case Layout::blocked: return {dims, type::f32, block() == 16 ? tag::nChw16c : tag::nChw8c};
    case Layout::pixels: return {dims, tensor.is_float ? type::f32 : type::u8, tag::nhwc};
    default: return {dims, type::f32, tag::nchw};
  }
}

dnnl::primitive_attr attributes() {
  dnnl::primitive_attr attributes;
  attributes.set_scratchpad_mode(dnnl::scratchpad_mode::user);
  return attributes;
}

void append_activation(dnnl::post_ops& operations, Activation activation, float alpha) {
  using algorithm = dnnl::algorithm;
  switch (activation) {
    case Activation::none: return;
    case Activation::relu: return operations.append_eltwise(1, algorithm::eltwise_relu, 0, 0);
    case Activation::leaky_relu: return operations.append_eltwise(1, algorithm::eltwise_relu, alpha, 0);
    case Activation::sigmoid: return operations.append_eltwise(1, algorithm::eltwise_logistic, 0, 0);
    case Activation::tanh: return operations.append_eltwise(1, algorithm::eltwise_tanh, 0, 0);
    case Activation::silu: return operations.append_eltwise(1, algorithm::eltwise_swish, 1, 0);
    case Activation::gelu: return operations.append_eltwise(1, algorithm::eltwise_gelu_erf, 0, 0);
    case Activation::elu: return operations.append_eltwise(1, algorithm::eltwise_elu, alpha, 0);
    case Activation::quick_gelu: return operations.append_eltwise(1, algorithm::eltwise_swish, 1.702f, 0);
  }
}

dnnl::memory pack(const dnnl::memory::desc& plain, const void* values, const dnnl::memory::desc& wanted) {
  dnnl::memory from(plain, engine(), const_cast<void*>(values));
  dnnl::memory to(wanted, engine());
  dnnl::stream stream(engine());
  dnnl::reorder(from, to).execute(stream, from, to);
  stream.wait();
  return to;
}

dnnl::memory::desc plain_vector(int64_t values) {
  return {{values}, dnnl::memory::data_type::f32, dnnl::memory::format_tag::a};
}

size_t Primitive::constant_bytes() const {
  size_t bytes = 0;
  for (const auto& constant : constants_) bytes += constant.second.get_desc().get_size();
  return bytes;
}

Action Primitive::bind(Context& context, const std::vector<Place>& places, std::byte* scratch) const {
  struct Bound {
    dnnl::primitive primitive;
    dnnl_stream_t stream;
    std::vector<dnnl::memory> memories;
    std::vector<dnnl_exec_arg_t> arguments;
  };
  auto bound = std::make_shared<Bound>();
  bound->primitive = primitive_;
  bound->stream = context.stream.get();
  const auto add = [&](int argument, dnnl::memory memory) {
    bound->arguments.push_back({argument, memory.get()});
    bound->memories.push_back(std::move(memory));
  };
  for (const auto& [argument, memory] : constants_) add(argument, memory);
  for (const auto& place : places) add(place.argument, dnnl::memory(place.desc, engine(), place.memory));
  if (scratch_bytes() > 0) add(DNNL_ARG_SCRATCHPAD, dnnl::memory(scratch_, engine(), scratch));
  return [bound] {
    const auto status = dnnl_primitive_execute(
        bound->primitive.get(), bound->stream, static_cast<int>(bound->arguments.size()), bound->arguments.data());
    if (status != dnnl_success) throw std::runtime_error("oneDNN gave up on a primitive (status " + std::to_string(status) + ")");
  };
}

}  // namespace inpaint
