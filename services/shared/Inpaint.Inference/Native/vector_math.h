// Functions of several values at once, inlined where they are used.
#pragma once

#include <cstdint>

#include "panel_kernel.h"

namespace inpaint {

using LaneBits = uint32_t __attribute__((vector_size(kLanes * sizeof(uint32_t)), aligned(alignof(uint32_t)), may_alias));

// e^x to within a unit in the last place; zero where float32 has fewer digits, and the largest power of two where it has none. Cody and Waite's
// reduction, and the polynomial of Cephes [Moshier, Methods and Programs for Mathematical Functions, 1989].
[[gnu::always_inline]] inline void exponential(Lanes& x) {
  const Lanes lowest = Lanes{} - 87.33f, highest = Lanes{} + 88.37f;
  // Adding it leaves the whole number in the lowest bits.
  constexpr float magic = 12582912;
  const auto vanishes = reinterpret_cast<LaneBits>(x < lowest);
  x = x > highest ? highest : x;
  const Lanes shifted = x * 1.44269504f + magic;
  const Lanes whole = shifted - magic;
  const Lanes rest = x - whole * 0.693359375f + whole * 2.12194440e-4f;
  Lanes sum = rest * 1.9875691500e-4f + 1.3981999507e-3f;
  sum = sum * rest + 8.3334519073e-3f;
  sum = sum * rest + 4.1665795894e-2f;
  sum = sum * rest + 1.6666665459e-1f;
  sum = sum * rest + 5.0000001201e-1f;
  sum = sum * rest * rest + rest + 1;
  x = reinterpret_cast<Lanes>(~vanishes & (reinterpret_cast<LaneBits>(sum) + (reinterpret_cast<LaneBits>(shifted) << 23)));
}

// 1 / (1 + e^-x)
[[gnu::always_inline]] inline void sigmoid(Lanes& x) {
  x = -x;
  exponential(x);
  x = 1 / (1 + x);
}

// x Phi(x) to within 1e-7 |x|, the error function by [Abramowitz & Stegun 1964, 7.1.26].
[[gnu::always_inline]] inline void gelu(Lanes& x) {
  const Lanes scaled = x * 0.70710678f;
  const Lanes size = scaled < 0 ? -scaled : scaled;
  Lanes fall = -scaled * scaled;
  exponential(fall);
  const Lanes t = 1 / (1 + size * 0.3275911f);
  Lanes tail = t * 1.061405429f - 1.453152027f;
  tail = tail * t + 1.421413741f;
  tail = tail * t - 0.284496736f;
  tail = (tail * t + 0.254829592f) * t * fall;
  x *= scaled < 0 ? tail * 0.5f : 1 - tail * 0.5f;
}

}  // namespace inpaint
