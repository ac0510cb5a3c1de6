// The memory of tensors on the CPU.
#pragma once

namespace shim {

// From here on libtorch's CPU tensors come from the allocator of allocator.cpp.
void use_caching_allocator();

}  // namespace shim
