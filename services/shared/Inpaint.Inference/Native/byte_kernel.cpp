// Compiled for AVX2; nothing here is called, and no template is instantiated that others could get, before the processor has been asked.
#include "byte_kernel.h"

#include <immintrin.h>

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

inline __m256 value(const BytePanel& panel, __m256i sums, int half) {
  const auto linear = _mm256_fmadd_ps(_mm256_cvtepi32_ps(sums), _mm256_loadu_ps(panel.factor + half * 8), _mm256_loadu_ps(panel.offset + half * 8));
  return _mm256_blendv_ps(linear, _mm256_mul_ps(linear, _mm256_set1_ps(panel.slope)), linear);
}

// The nearest numbers of 7 bits; what is no number becomes the largest.
inline __m128i numbers(__m256 low, __m256 high) {
  const auto most = _mm256_set1_ps(kByteMost);
  const auto words = _mm256_packs_epi32(_mm256_cvtps_epi32(_mm256_min_ps(low, most)), _mm256_cvtps_epi32(_mm256_min_ps(high, most)));
  const auto ordered = _mm256_permute4x64_epi64(words, 0xD8);
  return _mm_packus_epi16(_mm256_castsi256_si128(ordered), _mm256_extracti128_si256(ordered, 1));
}

inline __attribute__((always_inline)) void finish(const BytePanel& panel, const __m256i (&sums)[2], uint8_t* into) {
  const auto zero = _mm256_set1_ps(panel.zero);
  const auto bytes = numbers(_mm256_add_ps(value(panel, sums[0], 0), zero), _mm256_add_ps(value(panel, sums[1], 1), zero));
  if (panel.outputs == kByteOutputs) {
    _mm_storeu_si128(reinterpret_cast<__m128i*>(into), bytes);
    return;
  }
  alignas(16) uint8_t all[kByteOutputs];
  _mm_store_si128(reinterpret_cast<__m128i*>(all), bytes);
  for (int o = 0; o < panel.outputs; o++) into[o] = all[o];
}

inline __attribute__((always_inline)) void finish(const BytePanel& panel, const __m256i (&sums)[2], float* into) {
  _mm256_storeu_ps(into, value(panel, sums[0], 0));
  if (panel.outputs > 8) _mm256_storeu_ps(into + panel.plane, value(panel, sums[1], 1));
}

// Three pixels at a time, row after row. Where the last ones are fewer, the first of them is made again.
template <class Value>
void run(const BytePanel& panel) {
  const auto* row = panel.from;
  auto* made_row = static_cast<Value*>(panel.into);
  const uint8_t* next = row;
  Value* made_next = made_row;
  int x = 0;
  for (int left = panel.rows * panel.columns; left > 0; left -= kBytePixels) {
    const uint8_t* at[kBytePixels];
    Value* into[kBytePixels];
    for (int p = 0; p < kBytePixels; p++) {
      at[p] = p < left ? next : at[0];
      into[p] = p < left ? made_next : into[0];
      next += panel.from_column;
      made_next += panel.into_column;
      if (++x == panel.columns) {
        x = 0;
        next = row += panel.from_row;
        made_next = made_row += panel.into_row;
      }
    }
    Sums sums;
#pragma GCC unroll 3
    for (int p = 0; p < kBytePixels; p++) sums.of[p][0] = sums.of[p][1] = _mm256_setzero_si256();
    const auto* weights = panel.weights;
    for (int g = 0; g < panel.groups; g++, weights += kByteGroupBytes) add_group(at, panel.offsets[g], weights, sums);
#pragma GCC unroll 3
    for (int p = 0; p < kBytePixels; p++) finish(panel, sums.of[p], into[p]);
  }
}

void to_bytes(const BytePanel& panel) { run<uint8_t>(panel); }

void to_floats(const BytePanel& panel) { run<float>(panel); }

void quantize(const float* from, float factor, float zero, uint8_t* into, int64_t count) {
  const auto factors = _mm256_set1_ps(factor), zeros = _mm256_set1_ps(zero);
  const auto scaled = [&](const float* at) { return _mm256_fmadd_ps(_mm256_loadu_ps(at), factors, zeros); };
  int64_t i = 0;
  for (; i + 16 <= count; i += 16) _mm_storeu_si128(reinterpret_cast<__m128i*>(into + i), numbers(scaled(from + i), scaled(from + i + 8)));
  alignas(32) float rest[16] = {};
  alignas(16) uint8_t made[16];
  for (int64_t k = i; k < count; k++) rest[k - i] = from[k];
  _mm_store_si128(reinterpret_cast<__m128i*>(made), numbers(scaled(rest), scaled(rest + 8)));
  for (int64_t k = i; k < count; k++) into[k] = made[k - i];
}

}  // namespace

const ByteKernel kAvx2ByteKernel{to_bytes, to_floats, quantize};

}  // namespace inpaint
