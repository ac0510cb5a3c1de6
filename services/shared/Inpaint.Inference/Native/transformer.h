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

// Memory that grows.
class Room {
 public:
  void grow(size_t bytes);
  std::byte* bytes() const { return memory_.get(); }
  float* floats() const { return reinterpret_cast<float*>(memory_.get()); }

 private:
  Memory memory_;
  size_t bytes_ = 0;
};

// Sequences that attend to themselves.
struct Sequences {
  float* state;          // [sample][position][width]
  int64_t samples, length;
  const float* bias;     // as of SequenceShape
  int64_t bias_stride;
};

// Kernels and memory for one number of rows at a time, of one executing call.
class Workspace {
 public:
  explicit Workspace(const inpaint_transformer_shape& shape) : shape_(shape) {}

  // Makes products ready for so many rows.
  void fit(int64_t rows);
  // All of a block.
  void run(const TransformerBlock& block, const Sequences& sequences);
  // What a block's heads read for one position of each sample, kept as those of the samples from `first` on, of a batch.
  void attend(const TransformerBlock& block, const Sequences& sequences, const int32_t* positions, int64_t first, int64_t batch);
  // The rest of the block from what has been kept, for samples from `first` on: state, [sample][width], is what the block began with at those
  // positions.
  void finish(const TransformerBlock& block, float* state, int64_t first, int64_t count);

 private:
  void mix(const TransformerBlock& block, const Sequences& sequences, const int32_t* positions, float* into);
  void finish(const TransformerBlock& block, const float* attended, float* state, int64_t rows);

  const inpaint_transformer_shape& shape_;
  int64_t normed_row_ = 0, mixed_row_ = 0, hidden_row_ = 0;  // from one to the next
  dnnl::stream stream_{engine()};
  int64_t rows_ = 0;
  LinearProduct query_key_value_, output_, first_, second_;
  Room normed_;    // [row][width]: what products and attention read
  Room wide_;      // [row][query, key, value] and then [row][hidden]
  Room attention_;
  Room attended_;  // [sample][width]
  Room scratch_;
};

class Transformer {
 public:
  explicit Transformer(const inpaint_transformer_shape& shape);

  // Returns the bytes of the packed weights.
  size_t add(const inpaint_transformer_block& block);
  void run(int32_t first, int32_t count, const Sequences& sequences);
  // All blocks, the last for one position of each sample alone; pooled: [sample][width].
  void pool(const Sequences& sequences, const int32_t* positions, float* pooled);

  int threads() const { return shape_.threads; }

 private:
  template <class Body>
  void with_workspace(const Body& body);
  // Samples that go through the blocks together.
  template <class Body>
  void in_groups(const Sequences& sequences, const Body& body) const;

  inpaint_transformer_shape shape_;
  std::vector<TransformerBlock> blocks_;
  std::mutex guard_;
  std::vector<std::unique_ptr<Workspace>> idle_;
};

}  // namespace inpaint
