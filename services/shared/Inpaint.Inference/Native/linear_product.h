// Linear layers over many rows: weights are packed once, kernels are made for a number of rows.
#pragma once

#include <cstdint>

#include "primitive.h"

namespace inpaint {

struct PackedLinear {
  dnnl::memory weight, bias;

  size_t bytes() const { return weight.get_desc().get_size() + bias.get_desc().get_size(); }
};

// weight: [outputs][inputs]; bias: [outputs]. The order does not depend on the number of rows.
PackedLinear pack_linear(const float* weight, const float* bias, int64_t outputs, int64_t inputs);

struct LinearShape {
  int64_t rows, outputs, inputs;
  Activation activation = Activation::none;
  bool adds = false;  // to what is there
};

// [row][inputs] to [row][outputs], with any weights of these sizes.
class LinearProduct {
 public:
  LinearProduct() = default;
  // Throws dnnl_unimplemented where this processor has no fast kernel.
  explicit LinearProduct(const LinearShape& shape);

  size_t scratch_bytes() const { return scratch_.get_size(); }
  void run(dnnl::stream& stream, const PackedLinear& layer, const float* from, float* into, void* scratch) const;

 private:
  dnnl::primitive primitive_;
  dnnl::memory::desc from_, into_, scratch_;
};

}  // namespace inpaint
