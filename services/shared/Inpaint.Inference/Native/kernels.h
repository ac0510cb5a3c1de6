// The suite's own kernels: what moves values between convolutions. Rows of work are shared out over threads; within a row the
// compiler's vector code is used, in a variant for each kind of processor.
#pragma once

#include <cstddef>
#include <cstdint>

namespace inpaint {

struct SpreadShape {
  int blocks, bytes;         // pieces of a pixel's channels that lie apart, and the bytes of each
  bool interleaved;          // whether the phases of a pixel lie side by side
  int rows, columns;         // of the groups
  int stride_y, stride_x;    // phases
  int height, width;         // of the output; what lies beyond is left out
};

// [phase][block][row][column][bytes], or interleaved [row][column][phase][bytes], to [block][row][column][bytes]: each phase at its
// place within its group.
void spread_groups(const SpreadShape& shape, const std::byte* from, std::byte* into, int threads);

// `bytes` of each pixel, which begin `from_bytes` apart, into pixels that begin `into_bytes` apart.
void join_pixels(const std::byte* from, size_t bytes, size_t from_bytes, std::byte* into, size_t into_bytes, size_t pixels, int threads);

struct PoolShape {
  int planes, lanes;
  int height, width, made_height, made_width;
  int kernel[2], stride[2], padding[2];
};

void max_pool(const PoolShape& shape, const float* from, float* into, int threads);

struct UpsampleShape {
  int planes, lanes, height, width, factor;
};

// Each pixel repeated factor x factor times, plus another tensor of the larger size (null: none).
void upsample_add(const UpsampleShape& shape, const float* from, const float* other, float* into, int threads);

void add(const float* a, const float* b, float* into, size_t count, int threads);
void affine(const float* from, float factor, float offset, float* into, size_t count);
void multiply(const float* from, const float* plane, float* into, size_t channels, size_t pixels);

// into[o] = weight[o] . from + bias[o]
void matrix_vector(const float* weight, const float* bias, const float* from, float* into, size_t outputs, size_t inputs, int threads);

// [block][row][column][lane] with channels * group * group of them, to plain [channel][row * group][column * group].
void pixel_shuffle(const float* from, float* into, int channels, int height, int width, int group, int lanes);
// Plain to plain.
void pixel_unshuffle(const float* from, float* into, int channels, int height, int width, int group);

void to_blocked(const float* from, float* into, int channels, size_t pixels, int lanes, int threads);
void to_plain(const float* from, float* into, int channels, size_t pixels, int lanes, int threads);

// range: largest and smallest value so far.
void widen_range(const float* values, size_t count, float* range);

}  // namespace inpaint
