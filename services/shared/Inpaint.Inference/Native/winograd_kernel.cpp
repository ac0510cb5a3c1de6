// Compiled for AVX2; nothing here is called before the processor has been asked.
#include "winograd_kernel.h"

#include "byte_values.h"

namespace inpaint {

extern const WinogradKernel kAvx2WinogradKernel;

namespace {

constexpr int kTilesAtOnce = 6;  // twelve sums, two weights and a pair of numbers are all registers but one

// Keeps the compiler from moving products ahead of the additions.
inline void in_order(__m256i& value) { asm volatile("" : "+x"(value)); }

// B^T d of four values: 0 - 2, 1 + 2, 2 - 1, 1 - 3.
inline __attribute__((always_inline)) void differences(const __m256i (&d)[4], __m256i (&made)[4]) {
  made[0] = _mm256_sub_epi16(d[0], d[2]);
  made[1] = _mm256_add_epi16(d[1], d[2]);
  made[2] = _mm256_sub_epi16(d[2], d[1]);
  made[3] = _mm256_sub_epi16(d[1], d[3]);
}

void spread(const WinogradPatch& patch) {
  for (int c = 0; c < patch.channels; c += 16) {
    __m256i rows[kPatchSide][kPatchSide];  // [column][row]
#pragma GCC unroll 4
    for (int x = 0; x < kPatchSide; x++) {
      __m256i column[kPatchSide];
#pragma GCC unroll 4
      for (int y = 0; y < kPatchSide; y++)
        column[y] = _mm256_cvtepu8_epi16(_mm_loadu_si128(reinterpret_cast<const __m128i*>(patch.from + y * patch.row + x * patch.column + c)));
      differences(column, rows[x]);
    }
    auto* into = patch.into + c;
#pragma GCC unroll 4
    for (int y = 0; y < kPatchSide; y++) {
      const __m256i row[kPatchSide] = {rows[0][y], rows[1][y], rows[2][y], rows[3][y]};
      __m256i made[kPatchSide];
      differences(row, made);
#pragma GCC unroll 4
      for (int x = 0; x < kPatchSide; x++, into += patch.point) _mm256_storeu_si256(reinterpret_cast<__m256i*>(into), made[x]);
    }
  }
}

// One point of some tiles.
template <int Tiles>
inline __attribute__((always_inline)) void multiply(const int16_t* from, int64_t channels, const int16_t* weights, int32_t* into) {
  __m256i sums[Tiles][2];
#pragma GCC unroll 6
  for (int t = 0; t < Tiles; t++) sums[t][0] = sums[t][1] = _mm256_setzero_si256();
#pragma GCC unroll 4
  for (int64_t c = 0; c < channels; c += 2, weights += 2 * kByteOutputs) {
    __m256i first = _mm256_load_si256(reinterpret_cast<const __m256i*>(weights));
    __m256i second = _mm256_load_si256(reinterpret_cast<const __m256i*>(weights + kByteOutputs));
    in_order(first);
    in_order(second);
#pragma GCC unroll 6
    for (int t = 0; t < Tiles; t++) {
      int32_t two;
      __builtin_memcpy(&two, from + t * channels + c, sizeof two);
      __m256i pair = _mm256_set1_epi32(two);
      in_order(pair);
      sums[t][0] = _mm256_add_epi32(sums[t][0], _mm256_madd_epi16(pair, first));
      sums[t][1] = _mm256_add_epi32(sums[t][1], _mm256_madd_epi16(pair, second));
      in_order(sums[t][0]);
      in_order(sums[t][1]);
    }
  }
#pragma GCC unroll 6
  for (int t = 0; t < Tiles; t++) {
    auto* const place = reinterpret_cast<__m256i*>(into + t * kPoints * kByteOutputs);
    _mm256_storeu_si256(place, sums[t][0]);
    _mm256_storeu_si256(place + 1, sums[t][1]);
  }
}

void multiply(const WinogradPanel& panel) {
  const int64_t channels = panel.channels;
  const int groups = (panel.tiles + kTilesAtOnce - 1) / kTilesAtOnce;
  for (int point = 0; point < kPoints; point++) {
    const auto* const weights = panel.weights + point * channels * kByteOutputs;
    for (int g = 0, first = 0, last = 0; g < groups; g++, first = last) {
      last = panel.tiles * (g + 1) / groups;
      const auto* const from = panel.from + point * panel.point + first * channels;
      auto* const into = panel.into + (first * kPoints + point) * kByteOutputs;
      switch (last - first) {
        case 6: multiply<6>(from, channels, weights, into); break;
        case 5: multiply<5>(from, channels, weights, into); break;
        case 4: multiply<4>(from, channels, weights, into); break;
        case 3: multiply<3>(from, channels, weights, into); break;
        case 2: multiply<2>(from, channels, weights, into); break;
        default: multiply<1>(from, channels, weights, into);
      }
    }
  }
}

// A^T m of four values: 0 + 1 + 2, 1 - 2 - 3.
inline __attribute__((always_inline)) void results(const __m256i (&m)[4], __m256i (&made)[2]) {
  made[0] = _mm256_add_epi32(_mm256_add_epi32(m[0], m[1]), m[2]);
  made[1] = _mm256_sub_epi32(_mm256_sub_epi32(m[1], m[2]), m[3]);
}

template <class Way>
void gather(const WinogradTile& tile) {
  __m256i sums[kTileSide][kTileSide][2];
#pragma GCC unroll 2
  for (int half = 0; half < 2; half++) {
    __m256i rows[kPatchSide][kTileSide];
#pragma GCC unroll 4
    for (int x = 0; x < kPatchSide; x++) {
      __m256i column[kPatchSide];
#pragma GCC unroll 4
      for (int y = 0; y < kPatchSide; y++)
        column[y] = _mm256_load_si256(reinterpret_cast<const __m256i*>(tile.sums + (y * kPatchSide + x) * kByteOutputs + half * 8));
      results(column, rows[x]);
    }
#pragma GCC unroll 2
    for (int y = 0; y < kTileSide; y++) {
      const __m256i row[kPatchSide] = {rows[0][y], rows[1][y], rows[2][y], rows[3][y]};
      __m256i made[kTileSide];
      results(row, made);
      sums[y][0][half] = made[0];
      sums[y][1][half] = made[1];
    }
  }
#pragma GCC unroll 2
  for (int y = 0; y < kTileSide; y++) {
#pragma GCC unroll 2
    for (int x = 0; x < kTileSide; x++) {
      if (y < tile.rows && x < tile.columns)
        byte_store<Way>(tile.results, sums[y][x][0], sums[y][x][1], static_cast<typename Way::Value*>(tile.into) + y * tile.into_row + x * tile.into_column);
    }
  }
}

template <class Value>
void gather_way(const WinogradTile& tile) {
  byte_way<Value>(tile.results, [&](auto way) { gather<decltype(way)>(tile); });
}

void to_bytes(const WinogradTile& tile) { gather_way<uint8_t>(tile); }

void to_floats(const WinogradTile& tile) { gather_way<float>(tile); }

}  // namespace

const WinogradKernel kAvx2WinogradKernel{spread, multiply, to_bytes, to_floats};

}  // namespace inpaint
