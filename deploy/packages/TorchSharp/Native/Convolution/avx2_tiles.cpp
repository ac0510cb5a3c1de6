// Compiled for AVX2 and FMA; nothing here is called, and no template is instantiated that others could get, before the processor has been asked.
#include "avx2_transforms.h"
#include "tiles.h"

#include <immintrin.h>

namespace shim {

extern const ConvolutionTiles kAvx2Tiles;

namespace {

__attribute__((noinline)) __m256 load_part(const float* from, int64_t step, int32_t count) {
  alignas(32) float values[kLanes] = {};
  for (int32_t i = 0; i < count; i++) values[i] = from[i * step];
  return _mm256_load_ps(values);
}

__attribute__((noinline)) void store_part(float* to, int64_t step, int32_t count, __m256 vector) {
  alignas(32) float values[kLanes];
  _mm256_store_ps(values, vector);
  for (int32_t i = 0; i < count; i++) to[i * step] = values[i];
}

// Every other number of fifteen, no more of which are touched: those between are another's.
inline __m256 load_alternate(const float* from) {
  const auto low = _mm256_permutevar8x32_ps(_mm256_loadu_ps(from), _mm256_setr_epi32(0, 2, 4, 6, 0, 2, 4, 6));
  const auto high = _mm256_permutevar8x32_ps(_mm256_loadu_ps(from + 7), _mm256_setr_epi32(1, 3, 5, 7, 1, 3, 5, 7));
  return _mm256_blend_ps(low, high, 0xf0);
}

inline void store_alternate(float* to, __m256 vector) {
  const auto low = _mm256_permutevar8x32_ps(vector, _mm256_setr_epi32(0, 0, 1, 1, 2, 2, 3, 3));
  const auto high = _mm256_permutevar8x32_ps(vector, _mm256_setr_epi32(4, 4, 4, 5, 5, 6, 6, 7));
  _mm256_storeu_ps(to, _mm256_blend_ps(_mm256_loadu_ps(to), low, 0x55));
  _mm256_storeu_ps(to + 7, _mm256_blend_ps(_mm256_loadu_ps(to + 7), high, 0xaa));
}

inline __m256 load(const float* from, int64_t step, int32_t count) {
  if (count != kLanes || step > 2) return load_part(from, step, count);
  return step == 1 ? _mm256_loadu_ps(from) : load_alternate(from);
}

inline void store(float* to, int64_t step, int32_t count, __m256 vector) {
  if (count != kLanes || step > 2) {
    store_part(to, step, count, vector);
  } else if (step == 1) {
    _mm256_storeu_ps(to, vector);
  } else {
    store_alternate(to, vector);
  }
}

// Twelve sums, three vectors of pixels and a weight: all sixteen registers.
template <int Vectors>
void correlate_tile(const CorrelationTile& tile) {
  const float* at[Vectors];
  __m256 sums[kTileChannels][Vectors];
#pragma GCC unroll 3
  for (int v = 0; v < Vectors; v++) at[v] = tile.input + tile.pixels[v];
#pragma GCC unroll 4
  for (int c = 0; c < kTileChannels; c++) {
#pragma GCC unroll 3
    for (int v = 0; v < Vectors; v++) {
      if (tile.start != nullptr) {
        sums[c][v] = _mm256_broadcast_ss(tile.start + c);
      } else {
        sums[c][v] = c < tile.channels ? load(tile.output + tile.places[v] + c * tile.channel_step, tile.pixel_step, tile.lanes[v]) : _mm256_setzero_ps();
      }
    }
  }
  const float* weights = tile.weights;
  for (int64_t t = 0; t < tile.tap_count; t++, weights += kTileChannels) {
    const int64_t tap = tile.taps[t];
    __m256 pixels[Vectors];
#pragma GCC unroll 3
    for (int v = 0; v < Vectors; v++) pixels[v] = _mm256_loadu_ps(at[v] + tap);
#pragma GCC unroll 4
    for (int c = 0; c < kTileChannels; c++) {
      const auto weight = _mm256_broadcast_ss(weights + c);
#pragma GCC unroll 3
      for (int v = 0; v < Vectors; v++) sums[c][v] = _mm256_fmadd_ps(weight, pixels[v], sums[c][v]);
    }
  }
#pragma GCC unroll 4
  for (int c = 0; c < kTileChannels; c++) {
    if (c >= tile.channels) continue;
#pragma GCC unroll 3
    for (int v = 0; v < Vectors; v++) store(tile.output + tile.places[v] + c * tile.channel_step, tile.pixel_step, tile.lanes[v], sums[c][v]);
  }
}

void correlate(const CorrelationTile& tile) {
  switch (tile.vectors) {
    case 1: return correlate_tile<1>(tile);
    case 2: return correlate_tile<2>(tile);
    default: return correlate_tile<3>(tile);
  }
}

template <int Vectors>
void multiply_tile(const PlaneTile& tile) {
  __m256 sums[kTileChannels][Vectors];
#pragma GCC unroll 4
  for (int c = 0; c < kTileChannels; c++) {
#pragma GCC unroll 3
    for (int v = 0; v < Vectors; v++) sums[c][v] = _mm256_setzero_ps();
  }
  const float *from = tile.differences, *weights = tile.sums;
  for (int64_t i = 0; i < tile.inputs; i++, from += tile.row, weights += kTileChannels) {
    __m256 pixels[Vectors];
#pragma GCC unroll 3
    for (int v = 0; v < Vectors; v++) pixels[v] = _mm256_loadu_ps(from + v * kLanes);
#pragma GCC unroll 4
    for (int c = 0; c < kTileChannels; c++) {
      const auto weight = _mm256_broadcast_ss(weights + c);
#pragma GCC unroll 3
      for (int v = 0; v < Vectors; v++) sums[c][v] = _mm256_fmadd_ps(weight, pixels[v], sums[c][v]);
    }
  }
#pragma GCC unroll 4
  for (int c = 0; c < kTileChannels; c++) {
#pragma GCC unroll 3
    for (int v = 0; v < Vectors; v++) _mm256_storeu_ps(tile.products + c * tile.row + v * kLanes, sums[c][v]);
  }
}

void multiply(const PlaneTile& tile) {
  switch (tile.vectors) {
    case 1: return multiply_tile<1>(tile);
    case 2: return multiply_tile<2>(tile);
    default: return multiply_tile<3>(tile);
  }
}

// The sums of four vectors' lanes.
inline __m128 add_lanes(__m256 a, __m256 b, __m256 c, __m256 d) {
  const auto four = _mm256_hadd_ps(_mm256_hadd_ps(a, b), _mm256_hadd_ps(c, d));
  return _mm_add_ps(_mm256_castps256_ps128(four), _mm256_extractf128_ps(four, 1));
}

template <int Taps>
void product_tile(const ProductTile& tile) {
  const float* at[Taps];
  __m256 sums[kTileChannels][Taps];
#pragma GCC unroll 3
  for (int t = 0; t < Taps; t++) at[t] = tile.input + tile.taps[t];
#pragma GCC unroll 4
  for (int c = 0; c < kTileChannels; c++) {
#pragma GCC unroll 3
    for (int t = 0; t < Taps; t++) sums[c][t] = _mm256_setzero_ps();
  }
  const float* gradient = tile.gradient;
  for (int64_t v = 0; v < tile.full; v++, gradient += kLanes) {
    const int64_t pixel = tile.pixels[v];
    __m256 pixels[Taps];
#pragma GCC unroll 3
    for (int t = 0; t < Taps; t++) pixels[t] = _mm256_loadu_ps(at[t] + pixel);
#pragma GCC unroll 4
    for (int c = 0; c < kTileChannels; c++) {
      const auto slope = _mm256_loadu_ps(gradient + c * tile.channel_step);
#pragma GCC unroll 3
      for (int t = 0; t < Taps; t++) sums[c][t] = _mm256_fmadd_ps(slope, pixels[t], sums[c][t]);
    }
  }
  if (tile.cut > 0) {
    // Beyond a row's end lies the next one's padding or the row itself, moved: what is infinite there must not meet a zero.
    const auto mask = _mm256_castsi256_ps(
        _mm256_cmpgt_epi32(_mm256_set1_epi32(tile.lanes), _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7)));
    for (int64_t v = tile.full; v < tile.full + tile.cut; v++, gradient += kLanes) {
      const int64_t pixel = tile.pixels[v];
#pragma GCC unroll 3
      for (int t = 0; t < Taps; t++) {
        const auto pixels = _mm256_and_ps(_mm256_loadu_ps(at[t] + pixel), mask);
#pragma GCC unroll 4
        for (int c = 0; c < kTileChannels; c++) {
          sums[c][t] = _mm256_fmadd_ps(_mm256_loadu_ps(gradient + c * tile.channel_step), pixels, sums[c][t]);
        }
      }
    }
  }
#pragma GCC unroll 3
  for (int t = 0; t < Taps; t++) {
    float* to = tile.sums + t * kTileChannels;
    _mm_storeu_ps(to, _mm_add_ps(_mm_loadu_ps(to), add_lanes(sums[0][t], sums[1][t], sums[2][t], sums[3][t])));
  }
}

void products(const ProductTile& tile) {
  switch (tile.tap_count) {
    case 1: return product_tile<1>(tile);
    case 2: return product_tile<2>(tile);
    default: return product_tile<3>(tile);
  }
}

}  // namespace

const ConvolutionTiles kAvx2Tiles{&correlate, &products, &multiply, &avx2_patch, &avx2_gradient, &avx2_output};

}  // namespace shim
