// Blocks of self-attention and linear layers. Immutable once its blocks are added; what changes while it runs is in a Workspace.
#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "inpaint_transformer.h"
#include "linear_product.h"

namespace inpaint {

struct TransformerBlock {
  struct Norm {
    std::vector<float> scale, shift;
  };

  Norm attention_norm, mlp_norm;
  PackedLinear query_key_value, output, first, second;

  size_t bytes() const;
};

// Kernels and memory for one number of rows at a time, of one executing call.
class Workspace {
 public:
  explicit Workspace(const inpaint_transformer_shape& shape) : shape_(shape) {}

  // Makes ready for so many samples of such a length.
  void fit(int64_t samples, int64_t length);
  void run(const TransformerBlock& block, float* state, const float* bias, int64_t bias_stride);

 private:
  void allocate_for(int64_t rows);

  const inpaint_transformer_shape& shape_;
  dnnl::stream stream_{engine()};
  int64_t samples_ = 0, length_ = 0;
  LinearProduct query_key_value_, output_, first_, second_;
  Memory normed_;   // [row][width]: what products and attention read
  Memory wide_;     // [row][query, key, value] and then [row][hidden]
  Memory attention_;
  Memory scratch_;
  size_t normed_bytes_ = 0, wide_bytes_ = 0, attention_bytes_ = 0, scratch_bytes_ = 0;
};

class Transformer {
 public:
  explicit Transformer(const inpaint_transformer_shape& shape);

  // Returns the bytes of the packed weights.
  size_t add(const inpaint_transformer_block& block);
  void run(int32_t first, int32_t count, float* state, int64_t batch, int64_t length, const float* bias, int64_t bias_stride);

  int threads() const { return shape_.threads; }

 private:
  std::unique_ptr<Workspace> take();
  void run(Workspace& workspace, int32_t first, int32_t count, float* state, int64_t batch, int64_t length, const float* bias, int64_t bias_stride) const;

  inpaint_transformer_shape shape_;
  std::vector<TransformerBlock> blocks_;
  std::mutex guard_;
  std::vector<std::unique_ptr<Workspace>> idle_;
};

}  // namespace inpaint
