// Where the products are oneDNN's, a linear layer over rows is a convolution of one pixel's window over a picture of one line: its kernels for
// those take weights in an order that is known without the number of rows, which its inner products do not.
#include "linear_product.h"

#include <cstring>

namespace inpaint {
namespace {

using dnnl::memory;
using tag = memory::format_tag;
using type = memory::data_type;

memory::desc packed_desc(int64_t outputs, int64_t inputs) {
  return {{outputs, inputs, 1, 1}, type::f32, block() == 16 ? tag::OIhw16i16o : tag::OIhw8i8o};
}

memory::desc row_desc(int64_t rows, int64_t values) { return {{1, values, 1, rows}, type::f32, tag::nhwc}; }

dnnl::convolution_forward::primitive_desc choose(const LinearShape& shape) {
  dnnl::post_ops after;
  if (shape.adds) after.append_sum();
  append_activation(after, shape.activation, 0);
  auto how = attributes();
  how.set_post_ops(after);
  const dnnl::convolution_forward::desc desc(
      dnnl::prop_kind::forward_inference, dnnl::algorithm::convolution_direct, row_desc(shape.rows, shape.inputs),
      packed_desc(shape.outputs, shape.inputs), plain_vector(shape.outputs), row_desc(shape.rows, shape.outputs), {1, 1}, {0, 0}, {0, 0});
  return {desc, how, engine()};
}

bool is_fast(const char* kernel) { return std::strncmp(kernel, "jit", 3) == 0 || std::strncmp(kernel, "brg", 3) == 0; }

bool has_own() {
#ifdef __x86_64__
  static const bool own = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && block() == 8;
  return own;
#else
  return false;
#endif
}

}  // namespace

Products best_products(int64_t rows) {
  constexpr int64_t few = 128;
  return rows <= few && has_own() ? Products::own : Products::onednn;
}

PackedLinear pack_linear(const float* weight, const float* bias, int64_t outputs, int64_t inputs) {
  const auto wanted = packed_desc(outputs, inputs);
  if (!has_own()) {
    const memory::desc plain({outputs, inputs, 1, 1}, type::f32, tag::oihw);
    return {std::nullopt, pack(plain, weight, wanted), pack(plain_vector(outputs), bias, plain_vector(outputs))};
  }
  PackedLinear packed{PackedMatrix(weight, bias, static_cast<int>(outputs), static_cast<int>(inputs)), {}, {}};
  packed.weight = memory(wanted, engine(), const_cast<float*>(packed.own->weights()));
  packed.bias = memory(plain_vector(outputs), engine(), const_cast<float*>(packed.own->biases()));
  return packed;
}

int64_t row_pitch(Products products, int64_t values) {
  // Rows a power of two apart would meet in few places of the cache.
  constexpr int64_t line = 16;
  return products == Products::own ? (values + line - 1) / line * line + line : values;
}

LinearProduct::LinearProduct(Products products, const LinearShape& shape, int threads) : products_(products), shape_(shape), threads_(threads) {
  if (products == Products::own) return;
  const auto chosen = choose(shape);
  if (!is_fast(chosen.impl_info_str())) throw dnnl::error(dnnl_unimplemented, "no fast kernel for a linear layer on this processor");
  primitive_ = dnnl::convolution_forward(chosen);
  from_ = chosen.src_desc();
  into_ = chosen.dst_desc();
  scratch_ = chosen.scratchpad_desc();
}

void LinearProduct::run(dnnl::stream& stream, const PackedLinear& layer, const float* from, float* into, void* scratch) const {
  if (products_ == Products::own) {
    layer.own->multiply({from, shape_.from_row, 1, static_cast<int>(shape_.rows)}, {into, shape_.into_row, shape_.adds, shape_.activation}, threads_);
    return;
  }
  primitive_.execute(stream, {
      {DNNL_ARG_SRC, memory(from_, engine(), const_cast<float*>(from))},
      {DNNL_ARG_WEIGHTS, layer.weight},
      {DNNL_ARG_BIAS, layer.bias},
      {DNNL_ARG_DST, memory(into_, engine(), into)},
      {DNNL_ARG_SCRATCHPAD, memory(scratch_, engine(), scratch)},
  });
}

}  // namespace inpaint
