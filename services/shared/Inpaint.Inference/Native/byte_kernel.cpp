// Compiled for AVX2; nothing here is called, and no template is instantiated that others could get, before the processor has been asked.
#include "byte_kernel.h"

#include <immintrin.h>

#include "byte_values.h"

namespace inpaint {

extern const ByteKernel kAvx2ByteKernel;

namespace {

// Keeps the compiler from moving products ahead of the additions: sixteen registers are just enough in this order.
inline void in_order(__m256i& value) { asm volatile("" : "+x"(value)); }

alignas(32) constexpr int16_t kOnes[16] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};

struct Sums {
  __m256i of[kBytePixels][2];
};

// Adds four steps in 16 bits, then widens. A lane has the sum of two channels of the four.
inline __attribute__((always_inline)) void add_group(const uint8_t* const (&at)[kBytePixels], int64_t offset, const int8_t* weights, Sums& sums) {
  __m256i narrow[kBytePixels][2];
#pragma GCC unroll 4
  for (int k = 0; k < kByteSteps; k++) {
    __m256i first = _mm256_load_si256(reinterpret_cast<const __m256i*>(weights + k * 64));
    __m256i second = _mm256_load_si256(reinterpret_cast<const __m256i*>(weights + k * 64 + 32));
    in_order(first);
    in_order(second);
#pragma GCC unroll 3
    for (int p = 0; p < kBytePixels; p++) {
      int32_t four;
      __builtin_memcpy(&four, at[p] + offset + k * kByteInputs, sizeof four);
      __m256i numbers = _mm256_set1_epi32(four);
      in_order(numbers);
      __m256i a = _mm256_maddubs_epi16(numbers, first);
      __m256i b = _mm256_maddubs_epi16(numbers, second);
      if (k > 0) {
        a = _mm256_add_epi16(narrow[p][0], a);
        b = _mm256_add_epi16(narrow[p][1], b);
      }
      in_order(a);
      in_order(b);
      narrow[p][0] = a;
      narrow[p][1] = b;
    }
  }
  // Loaded when it is wanted, for there is no register to keep it in.
  const auto* place = kOnes;
  asm volatile("" : "+r"(place));
  const auto ones = _mm256_load_si256(reinterpret_cast<const __m256i*>(place));
#pragma GCC unroll 3
  for (int p = 0; p < kBytePixels; p++) {
#pragma GCC unroll 2
    for (int h = 0; h < 2; h++) sums.of[p][h] = _mm256_add_epi32(sums.of[p][h], _mm256_madd_epi16(narrow[p][h], ones));
  }
}

// Three pixels at a time. Where the last ones are fewer, the last of them is made again.
template <class Way>
void run(const BytePanel& panel) {
  auto* const made = static_cast<typename Way::Value*>(panel.into);
  for (int i = 0; i < panel.pixels; i += kBytePixels) {
    const auto* places = panel.places + i;
    BytePlace last[kBytePixels];
    if (panel.pixels - i < kBytePixels) {
      for (int p = 0; p < kBytePixels; p++) last[p] = panel.places[i + p < panel.pixels ? i + p : panel.pixels - 1];
      places = last;
    }
    const uint8_t* at[kBytePixels];
    for (int p = 0; p < kBytePixels; p++) at[p] = panel.from + places[p].from;
    Sums sums;
#pragma GCC unroll 3
    for (int p = 0; p < kBytePixels; p++) sums.of[p][0] = sums.of[p][1] = _mm256_setzero_si256();
    const auto* weights = panel.weights;
    for (int g = 0; g < panel.groups; g++, weights += kByteGroupBytes) add_group(at, panel.offsets[g], weights, sums);
#pragma GCC unroll 3
    for (int p = 0; p < kBytePixels; p++) byte_store<Way>(panel.results, sums.of[p][0], sums.of[p][1], made + places[p].into);
  }
}

template <class Value>
void run_way(const BytePanel& panel) {
  byte_way<Value>(panel.results, [&](auto way) { run<decltype(way)>(panel); });
}

void to_bytes(const BytePanel& panel) { run_way<uint8_t>(panel); }

void to_floats(const BytePanel& panel) { run_way<float>(panel); }

void quantize(const float* from, float factor, float zero, uint8_t* into, int64_t count) {
  const auto factors = _mm256_set1_ps(factor), zeros = _mm256_set1_ps(zero);
  const auto scaled = [&](const float* at) { return _mm256_fmadd_ps(_mm256_loadu_ps(at), factors, zeros); };
  int64_t i = 0;
  for (; i + 16 <= count; i += 16) _mm_storeu_si128(reinterpret_cast<__m128i*>(into + i), byte_numbers(scaled(from + i), scaled(from + i + 8)));
  alignas(32) float rest[16] = {};
  alignas(16) uint8_t made[16];
  for (int64_t k = i; k < count; k++) rest[k - i] = from[k];
  _mm_store_si128(reinterpret_cast<__m128i*>(made), byte_numbers(scaled(rest), scaled(rest + 8)));
  for (int64_t k = i; k < count; k++) into[k] = made[k - i];
}

}  // namespace

const ByteKernel kAvx2ByteKernel{to_bytes, to_floats, quantize};

}  // namespace inpaint
