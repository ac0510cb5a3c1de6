// Memory of the kernels' buffers, of which every byte is written before it is read.
#pragma once

#include <c10/core/CPUAllocator.h>

#include <cstdint>

namespace shim {

// Comes from where tensors' memory does: it begins with a cache line, and stays with the process when it is given back.
class Scratch {
 public:
  explicit Scratch(int64_t floats) : memory_(c10::GetCPUAllocator()->allocate(static_cast<size_t>(floats) * sizeof(float))) {}

  float* get() const { return static_cast<float*>(memory_.get()); }

 private:
  at::DataPtr memory_;
};

}  // namespace shim
