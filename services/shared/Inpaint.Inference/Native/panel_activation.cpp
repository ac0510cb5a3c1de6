#include "panel_activation.h"

#include "rows.h"
#include "vector_math.h"

namespace inpaint {
namespace {

template <class Function>
[[gnu::always_inline]] inline void for_lanes(float* values, int64_t row, int count, const Function& function) {
  for (int r = 0; r < count; r++, values += row) {
    function(reinterpret_cast<Lanes*>(values)[0]);
    function(reinterpret_cast<Lanes*>(values)[1]);
  }
}

VARIANTS void activate_rows(Activation activation, float* values, int64_t row, int count) {
  switch (activation) {
    case Activation::relu: return for_lanes(values, row, count, [](Lanes& x) __attribute__((always_inline)) { x = x > 0 ? x : Lanes{}; });
    case Activation::sigmoid: return for_lanes(values, row, count, [](Lanes& x) __attribute__((always_inline)) { sigmoid(x); });
    case Activation::tanh: return for_lanes(values, row, count, [](Lanes& x) __attribute__((always_inline)) { x *= 2; sigmoid(x); x = 2 * x - 1; });
    case Activation::silu: return for_lanes(values, row, count, [](Lanes& x) __attribute__((always_inline)) { Lanes y = x; sigmoid(y); x *= y; });
    case Activation::gelu: return for_lanes(values, row, count, [](Lanes& x) __attribute__((always_inline)) { gelu(x); });
    case Activation::quick_gelu:
      return for_lanes(values, row, count, [](Lanes& x) __attribute__((always_inline)) { Lanes y = 1.702f * x; sigmoid(y); x *= y; });
    default: return;
  }
}

}  // namespace

void activate(Activation activation, float* values, int64_t row, int count) { activate_rows(activation, values, row, count); }

}  // namespace inpaint
