// What becomes of sums of products, eight outputs at a time. For kernels that are compiled for AVX2 alone: all of it is inlined.
#pragma once

#include <immintrin.h>

#include "byte_kernel.h"

namespace inpaint {

#define BYTE_INLINE static inline __attribute__((always_inline))

// How a value of a kind is made: of how many outputs, and whether negative ones are changed.
template <int Count, bool Bends, class To>
struct ByteWay {
  static constexpr int outputs = Count;  // sixteen, or as many as there are (0)
  static constexpr bool bends = Bends;
  using Value = To;
};

template <class Way>
BYTE_INLINE __m256 byte_value(const ByteResults& results, __m256i sums, int half) {
  const auto linear = _mm256_fmadd_ps(_mm256_cvtepi32_ps(sums), _mm256_loadu_ps(results.factor + half * 8), _mm256_loadu_ps(results.offset + half * 8));
  return Way::bends ? _mm256_blendv_ps(linear, _mm256_mul_ps(linear, _mm256_set1_ps(results.slope)), linear) : linear;
}

// The nearest numbers of 7 bits; what is no number becomes the largest.
BYTE_INLINE __m128i byte_numbers(__m256 low, __m256 high) {
  const auto most = _mm256_set1_ps(kByteMost);
  const auto words = _mm256_packs_epi32(_mm256_cvtps_epi32(_mm256_min_ps(low, most)), _mm256_cvtps_epi32(_mm256_min_ps(high, most)));
  const auto ordered = _mm256_permute4x64_epi64(words, 0xD8);
  return _mm_packus_epi16(_mm256_castsi256_si128(ordered), _mm256_extracti128_si256(ordered, 1));
}

template <class Way>
BYTE_INLINE void byte_store(const ByteResults& results, __m256i low, __m256i high, uint8_t* into) {
  const auto zero = _mm256_set1_ps(results.zero);
  const auto bytes = byte_numbers(_mm256_add_ps(byte_value<Way>(results, low, 0), zero), _mm256_add_ps(byte_value<Way>(results, high, 1), zero));
  if (Way::outputs == kByteOutputs) {
    _mm_storeu_si128(reinterpret_cast<__m128i*>(into), bytes);
    return;
  }
  alignas(16) uint8_t all[kByteOutputs];
  _mm_store_si128(reinterpret_cast<__m128i*>(all), bytes);
  for (int o = 0; o < results.outputs; o++) into[o] = all[o];
}

template <class Way>
BYTE_INLINE void byte_store(const ByteResults& results, __m256i low, __m256i high, float* into) {
  _mm256_storeu_ps(into, byte_value<Way>(results, low, 0));
  if (Way::outputs == kByteOutputs || results.outputs > 8) _mm256_storeu_ps(into + results.plane, byte_value<Way>(results, high, 1));
}

// Calls with the way that is wanted. Where zero is the least number, what is below zero becomes it, whatever its slope.
template <class Value, class Body>
BYTE_INLINE void byte_way(const ByteResults& results, const Body& body) {
  const bool clamps = sizeof(Value) == 1 && results.zero == 0 && results.slope >= 0;
  if (results.outputs != kByteOutputs) body(ByteWay<0, true, Value>());
  else if (results.slope == 1 || clamps) body(ByteWay<kByteOutputs, false, Value>());
  else body(ByteWay<kByteOutputs, true, Value>());
}

}  // namespace inpaint
