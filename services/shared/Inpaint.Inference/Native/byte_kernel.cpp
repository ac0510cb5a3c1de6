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

void sum(const uint8_t* const* pixels, const int32_t* offsets, int groups, const int8_t* weights, int32_t* into) {
  Sums sums{};
  const uint8_t* const at[kBytePixels] = {pixels[0], pixels[1], pixels[2]};
  for (int g = 0; g < groups; g++, weights += kByteGroupBytes) add_group(at, offsets[g], weights, sums);
  for (int p = 0; p < kBytePixels; p++) {
    for (int h = 0; h < 2; h++) _mm256_storeu_si256(reinterpret_cast<__m256i*>(into + p * kByteOutputs + h * 8), sums.of[p][h]);
  }
}

inline __m256 value(const ByteFinish& finish, const int32_t* sums, int half) {
  const auto whole = _mm256_cvtepi32_ps(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(sums + half * 8)));
  const auto linear = _mm256_fmadd_ps(whole, _mm256_loadu_ps(finish.factor + half * 8), _mm256_loadu_ps(finish.offset + half * 8));
  return _mm256_blendv_ps(linear, _mm256_mul_ps(linear, _mm256_set1_ps(finish.slope)), linear);
}

// Sixteen whole numbers to bytes; what does not fit becomes the nearest that does.
inline __m128i narrowed(__m256i low, __m256i high) {
  const auto words = _mm256_permute4x64_epi64(_mm256_packs_epi32(low, high), 0xD8);
  const auto bytes = _mm_packus_epi16(_mm256_castsi256_si128(words), _mm256_extracti128_si256(words, 1));
  return _mm_min_epu8(bytes, _mm_set1_epi8(kByteMost));
}

void to_bytes(const ByteFinish& finish, const int32_t* sums, uint8_t* into) {
  const auto zero = _mm256_set1_ps(finish.zero);
  const auto low = _mm256_cvtps_epi32(_mm256_add_ps(value(finish, sums, 0), zero));
  const auto high = _mm256_cvtps_epi32(_mm256_add_ps(value(finish, sums, 1), zero));
  const auto bytes = narrowed(low, high);
  if (finish.outputs == kByteOutputs) {
    _mm_storeu_si128(reinterpret_cast<__m128i*>(into), bytes);
    return;
  }
  alignas(16) uint8_t all[kByteOutputs];
  _mm_store_si128(reinterpret_cast<__m128i*>(all), bytes);
  for (int o = 0; o < finish.outputs; o++) into[o] = all[o];
}

void to_floats(const ByteFinish& finish, const int32_t* sums, float* into) {
  _mm256_storeu_ps(into, value(finish, sums, 0));
  if (finish.outputs > 8) _mm256_storeu_ps(into + finish.plane, value(finish, sums, 1));
}

void quantize(const float* from, float factor, float zero, uint8_t* into, int64_t count) {
  const auto factors = _mm256_set1_ps(factor), zeros = _mm256_set1_ps(zero);
  const auto numbers = [&](const float* at) { return _mm256_cvtps_epi32(_mm256_fmadd_ps(_mm256_loadu_ps(at), factors, zeros)); };
  int64_t i = 0;
  for (; i + 16 <= count; i += 16) _mm_storeu_si128(reinterpret_cast<__m128i*>(into + i), narrowed(numbers(from + i), numbers(from + i + 8)));
  alignas(32) float rest[16] = {};
  alignas(16) uint8_t made[16];
  for (int64_t k = i; k < count; k++) rest[k - i] = from[k];
  _mm_store_si128(reinterpret_cast<__m128i*>(made), narrowed(numbers(rest), numbers(rest + 8)));
  for (int64_t k = i; k < count; k++) into[k] = made[k - i];
}

}  // namespace

const ByteKernel kAvx2ByteKernel{sum, to_bytes, to_floats, quantize};

}  // namespace inpaint
