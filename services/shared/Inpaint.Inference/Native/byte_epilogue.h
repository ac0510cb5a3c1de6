// What follows the sums of an 8-bit convolution: scales, bias, modulation, activation.
#pragma once

#include <vector>

#include "byte_kernel.h"
#include "plan.h"

namespace inpaint {

class ByteEpilogue {
 public:
  ByteEpilogue(const Graph& graph, const Step& step);

  // An output's weight is its number times its scale; totals are the sums of its numbers. Both have as many outputs as the kernel makes,
  // bias as many or none.
  void scale(const std::vector<float>& scales, const std::vector<int32_t>& totals, const std::vector<float>& bias);

  // Where the factors and offsets of one execution lie, and what is done before and after the convolution (empty: nothing).
  struct Bound {
    const float* factors;
    const float* offsets;
    Action modulate, activate;
  };

  // Uses the first own_bytes of the context's scratch memory while the convolution is done, and all of scratch_bytes after it.
  Bound bind(Context& context) const;
  size_t own_bytes() const;
  size_t scratch_bytes() const { return activate_ ? activate_->scratch_bytes() : 0; }
  size_t weight_bytes() const { return 2 * factors_.size() * sizeof(float); }

  // Of the sixteen outputs of a block, of which some may be absent.
  ByteResults results(const Bound& bound, size_t block, int outputs) const;

 private:
  float unit() const;

  const Graph& graph_;
  const Tensor& from_;
  const Tensor& to_;
  int32_t factor_, offset_;
  float slope_;
  std::vector<float> factors_, offsets_;
  CompiledStep activate_;
};

}  // namespace inpaint
