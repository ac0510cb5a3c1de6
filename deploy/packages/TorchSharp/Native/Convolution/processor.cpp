// Asks the processor which tiles it runs.
#include "tiles.h"

namespace shim {

extern const ConvolutionTiles kAvx2Tiles;

const ConvolutionTiles* convolution_tiles() {
#if defined(__x86_64__)
  // With AVX-512 oneDNN's own kernels are as fast as these are with half as wide registers.
  static const bool supported = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && !__builtin_cpu_supports("avx512f");
  return supported ? &kAvx2Tiles : nullptr;
#else
  return nullptr;
#endif
}

}  // namespace shim
