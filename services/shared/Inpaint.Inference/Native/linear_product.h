// Linear layers over rows: weights are packed once, whatever the number of rows.
#pragma once

#include <cstdint>
#include <optional>

#include "packed_matrix.h"
#include "primitive.h"

namespace inpaint {

// Whose products. Where AVX2 is the widest that there is, the suite's own are faster over few rows: they ask for weights ahead of their use,
// which come from far then.
enum class Products { own, onednn };

Products best_products(int64_t rows);

struct PackedLinear {
  std::optional<PackedMatrix> own;  // absent where products never are
  dnnl::memory weight, bias;        // the same memory where there are both

  size_t bytes() const { return own ? own->bytes() : weight.get_desc().get_size() + bias.get_desc().get_size(); }
};

// weight: [outputs][inputs]; bias: [outputs].
PackedLinear pack_linear(const float* weight, const float* bias, int64_t outputs, int64_t inputs);

// Values from a row of so many to the next, where products may choose it.
int64_t row_pitch(Products products, int64_t values);

struct LinearShape {
  int64_t rows, outputs, inputs;
  int64_t from_row, into_row;  // from one row to the next: row_pitch, or as many as there are values
  Activation activation = Activation::none;
  bool adds = false;  // to what is there
};

// [row][inputs] to [row][outputs], with any weights of these sizes.
class LinearProduct {
 public:
  LinearProduct() = default;
  // Throws dnnl_unimplemented where this processor has no fast kernel.
  LinearProduct(Products products, const LinearShape& shape, int threads);

  size_t scratch_bytes() const { return products_ == Products::own ? 0 : scratch_.get_size(); }
  void run(dnnl::stream& stream, const PackedLinear& layer, const float* from, float* into, void* scratch) const;

 private:
  Products products_ = Products::own;
  LinearShape shape_{};
  int threads_ = 1;
  dnnl::primitive primitive_;
  dnnl::memory::desc from_, into_, scratch_;
};

}  // namespace inpaint
