// Which processors the byte kernel is for.
#include "byte_kernel.h"
#include "plan.h"
#include "winograd_kernel.h"

namespace inpaint {

#ifdef __x86_64__

extern const ByteKernel kAvx2ByteKernel;
extern const WinogradKernel kAvx2WinogradKernel;

const ByteKernel* byte_kernel() {
  // With VNNI oneDNN needs one instruction where this kernel needs two, and with AVX-512 its registers are twice as wide.
  static const bool better = has(dnnl::cpu_isa::avx2_vnni) || has(dnnl::cpu_isa::avx512_core);
  static const bool can = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  return can && !better ? &kAvx2ByteKernel : nullptr;
}

const WinogradKernel* winograd_kernel() { return byte_kernel() != nullptr ? &kAvx2WinogradKernel : nullptr; }

#else

const ByteKernel* byte_kernel() { return nullptr; }

const WinogradKernel* winograd_kernel() { return nullptr; }

#endif

}  // namespace inpaint
