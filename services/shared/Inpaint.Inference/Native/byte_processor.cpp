// Which processors the byte kernel is for.
#include "byte_kernel.h"
#include "plan.h"

namespace inpaint {

#ifdef __x86_64__

extern const ByteKernel kAvx2ByteKernel;

const ByteKernel* byte_kernel() {
  // With VNNI oneDNN needs one instruction where this kernel needs two, and with AVX-512 its registers are twice as wide.
  static const bool better = has(dnnl::cpu_isa::avx2_vnni) || has(dnnl::cpu_isa::avx512_core);
  static const bool can = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  return can && !better ? &kAvx2ByteKernel : nullptr;
}

#else

const ByteKernel* byte_kernel() { return nullptr; }

#endif

}  // namespace inpaint
