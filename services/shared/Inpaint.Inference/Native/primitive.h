// oneDNN's primitives as compiled steps.
#pragma once

#include <utility>
#include <vector>

#include "plan.h"

namespace inpaint {

// Kernels are chosen for the layouts that the plan has settled; scratch memory is the context's, not allocated a call.
dnnl::primitive_attr attributes();
void append_activation(dnnl::post_ops& operations, Activation activation, float alpha);

// Values [as desc in plain order] in the layout that a primitive wants, once.
dnnl::memory pack(const dnnl::memory::desc& plain, const void* values, const dnnl::memory::desc& wanted);
dnnl::memory::desc plain_vector(int64_t values);

// A primitive, its constant arguments, and the tensors that it reads and writes.
class Primitive {
 public:
  Primitive() = default;
  Primitive(dnnl::primitive primitive, const dnnl::memory::desc& scratch) : primitive_(std::move(primitive)), scratch_(scratch) {}

  void constant(int argument, dnnl::memory memory) { constants_.emplace_back(argument, std::move(memory)); }
  size_t scratch_bytes() const { return scratch_.get_size(); }
  size_t constant_bytes() const;

  struct Place {
    int argument;
    dnnl::memory::desc desc;
    void* memory;
  };

  Action bind(Context& context, const std::vector<Place>& places, std::byte* scratch) const;

 private:
  dnnl::primitive primitive_;
  dnnl::memory::desc scratch_;
  std::vector<std::pair<int, dnnl::memory>> constants_;
};

}  // namespace inpaint
