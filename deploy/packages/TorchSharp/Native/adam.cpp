// Adam's update in one pass over memory. Done by operators over lists it takes seven, and the step of a small batch is mostly that.
#include "shim.h"

#include <ATen/Parallel.h>
#include <ATen/core/Tensor.h>

#include <algorithm>
#include <cmath>
#include <vector>

using shim::borrow;
using shim::guarded;
using shim::TensorImpl;

namespace {

constexpr int64_t kPiece = 16 * 1024;

struct Piece {
  float *parameter, *gradient, *mean, *square;
  int64_t count;
  float size, epsilon;
};

// A variant for each kind of processor. Not under a sanitizer, which is not up yet when the variant is chosen.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__)
__attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#endif
void update(float* __restrict parameter, const float* __restrict gradient, float* __restrict mean, float* __restrict square, int64_t count,
            float keep, float beta1, float rest1, float beta2, float rest2, float size, float epsilon) {
  for (int64_t i = 0; i < count; i++) {
    const float g = gradient[i];
    const float m = mean[i] * beta1 + g * rest1;
    const float v = square[i] * beta2 + g * g * rest2;
    mean[i] = m;
    square[i] = v;
    parameter[i] = parameter[i] * keep + size * (m / (__builtin_sqrtf(v) + epsilon));
  }
}

bool plain(const at::Tensor& tensor) {
  return tensor.is_cpu() && tensor.scalar_type() == at::kFloat && tensor.layout() == at::kStrided && tensor.is_non_overlapping_and_dense();
}

// Whether the values lie in the same order: what the strides of an axis of one value are does not matter.
bool alike(const at::Tensor& a, const at::Tensor& b) {
  if (a.sizes() != b.sizes()) return false;
  for (int64_t d = 0; d < a.dim(); d++) {
    if (a.size(d) != 1 && a.stride(d) != b.stride(d)) return false;
  }
  return true;
}

}  // namespace

// lists: parameters, gradients, means, squares, `count` handles each. Returns 1 where some tensor is none that one pass can take
// (then nothing has been changed), 0 when done, -1 on an error.
SHIM_EXPORT int32_t ts_adam(
    TensorImpl* const* lists, int32_t count, const double* sizes, const double* epsilons, double beta1, double beta2, double keep) {
  return guarded<int32_t>(-1, [&] {
    std::vector<Piece> pieces;
    for (int32_t i = 0; i < count; i++) {
      const auto parameter = borrow(lists[i]), gradient = borrow(lists[count + i]);
      const auto mean = borrow(lists[2 * count + i]), square = borrow(lists[3 * count + i]);
      for (const auto* tensor : {&parameter, &gradient, &mean, &square}) {
        if (!plain(*tensor) || !alike(*tensor, parameter)) return 1;
      }
      for (int64_t start = 0; start < parameter.numel(); start += kPiece) {
        pieces.push_back({parameter.data_ptr<float>() + start, gradient.data_ptr<float>() + start, mean.data_ptr<float>() + start,
                          square.data_ptr<float>() + start, std::min(kPiece, parameter.numel() - start), static_cast<float>(sizes[i]),
                          static_cast<float>(epsilons[i])});
      }
    }
    const auto rest = [](double beta) { return static_cast<float>(1 - beta); };
    at::parallel_for(0, static_cast<int64_t>(pieces.size()), 4, [&](int64_t begin, int64_t end) {
      for (auto i = begin; i < end; i++) {
        const auto& piece = pieces[i];
        update(piece.parameter, piece.gradient, piece.mean, piece.square, piece.count, static_cast<float>(keep), static_cast<float>(beta1),
               rest(beta1), static_cast<float>(beta2), rest(beta2), piece.size, piece.epsilon);
      }
    });
    // Autograd must know, as after any operation in place.
    for (int32_t i = 0; i < count; i++) borrow(lists[i]).unsafeGetTensorImpl()->bump_version();
    return 0;
  });
}
