// Compiled for AVX2; nothing here is called, and no template is instantiated that others could get, before the processor has been asked.
//
// Sixteen pixels of a row become eight even and eight odd ones by one shuffle each, in the order 0 1 4 5 2 3 6 7 of the tiles; the
// output's interleaving takes them back from just that order.
#include "avx2_transforms.h"

#include <immintrin.h>

namespace shim {
namespace {

inline __m256 even(__m256 a, __m256 b) { return _mm256_shuffle_ps(a, b, 0x88); }
inline __m256 odd(__m256 a, __m256 b) { return _mm256_shuffle_ps(a, b, 0xdd); }

// The differences of four neighbours.
inline void differences(__m256 (&of)[4]) {
  const auto a = _mm256_sub_ps(of[0], of[2]), b = _mm256_add_ps(of[1], of[2]);
  const auto c = _mm256_sub_ps(of[2], of[1]), d = _mm256_sub_ps(of[1], of[3]);
  of[0] = a;
  of[1] = b;
  of[2] = c;
  of[3] = d;
}

}  // namespace

void avx2_patch(const float* from, int64_t row_step, float* to, int64_t step) {
  __m256 rows[4][4];
#pragma GCC unroll 4
  for (int row = 0; row < 4; row++, from += row_step) {
    const auto a = _mm256_loadu_ps(from), b = _mm256_loadu_ps(from + 8), c = _mm256_loadu_ps(from + 2), d = _mm256_loadu_ps(from + 10);
    rows[row][0] = even(a, b);
    rows[row][1] = odd(a, b);
    rows[row][2] = even(c, d);
    rows[row][3] = odd(c, d);
    differences(rows[row]);
  }
#pragma GCC unroll 4
  for (int column = 0; column < 4; column++) {
    __m256 of[4] = {rows[0][column], rows[1][column], rows[2][column], rows[3][column]};
    differences(of);
#pragma GCC unroll 4
    for (int row = 0; row < 4; row++) _mm256_storeu_ps(to + (row * 4 + column) * step, of[row]);
  }
}

void avx2_gradient(const float* from, int64_t row_step, float* to, int64_t step) {
  __m256 rows[2][4];
#pragma GCC unroll 2
  for (int row = 0; row < 2; row++, from += row_step) {
    const auto a = _mm256_loadu_ps(from), b = _mm256_loadu_ps(from + 8);
    rows[row][0] = even(a, b);
    rows[row][3] = odd(a, b);
    rows[row][1] = _mm256_add_ps(rows[row][0], rows[row][3]);
    rows[row][2] = _mm256_sub_ps(rows[row][0], rows[row][3]);
  }
#pragma GCC unroll 4
  for (int column = 0; column < 4; column++) {
    const auto first = rows[0][column], second = rows[1][column];
    _mm256_storeu_ps(to + column * step, first);
    _mm256_storeu_ps(to + (4 + column) * step, _mm256_add_ps(first, second));
    _mm256_storeu_ps(to + (8 + column) * step, _mm256_sub_ps(first, second));
    _mm256_storeu_ps(to + (12 + column) * step, second);
  }
}

void avx2_output(const float* from, int64_t step, float start, float* to, int64_t row_step) {
  __m256 rows[2][4];
#pragma GCC unroll 4
  for (int column = 0; column < 4; column++) {
    const auto a = _mm256_loadu_ps(from + column * step), b = _mm256_loadu_ps(from + (4 + column) * step);
    const auto c = _mm256_loadu_ps(from + (8 + column) * step), d = _mm256_loadu_ps(from + (12 + column) * step);
    rows[0][column] = _mm256_add_ps(_mm256_add_ps(a, b), c);
    rows[1][column] = _mm256_sub_ps(_mm256_sub_ps(b, c), d);
  }
  const auto first = _mm256_set1_ps(start);
#pragma GCC unroll 2
  for (int row = 0; row < 2; row++, to += row_step) {
    const auto& of = rows[row];
    const auto left = _mm256_add_ps(_mm256_add_ps(_mm256_add_ps(of[0], of[1]), of[2]), first);
    const auto right = _mm256_add_ps(_mm256_sub_ps(_mm256_sub_ps(of[1], of[2]), of[3]), first);
    _mm256_storeu_ps(to, _mm256_unpacklo_ps(left, right));
    _mm256_storeu_ps(to + 8, _mm256_unpackhi_ps(left, right));
  }
}

}  // namespace shim
