// What attention does beside matrix products.
#pragma once

#include <cstddef>

namespace inpaint {

// (x - mean) / sqrt(variance + epsilon) of a row of values.
void normalize_row(const float* from, float* into, size_t count, float epsilon);

// The same over the channels of each pixel of [channel][pixel].
void normalize_pixels(const float* from, float* into, size_t channels, size_t pixels, float epsilon, int threads);

struct AttentionShape {
  int heads, each;  // values of a head
  int queries, keys;
};

// Values of a row of keys, across memory, with what vectors read beyond them.
size_t key_row(int keys);

// Keys of [key][stride] as [value][key_row], absent keys zero.
void transpose_keys(const float* from, size_t stride, float* into, const AttentionShape& shape, int threads);

// into[query] = for each head softmax(query . keys) times values. keys: transposed; values: [key][stride]; queries and into: [query][heads * each];
// scores: room for key_row(keys) values a query.
void attend(const AttentionShape& shape, const float* queries, const float* keys, const float* values, size_t stride, float* scores, float* into, int threads);

// into[channel][pixel] = from[channel][pixel] + answers[pixel][channel]
void add_transposed(const float* from, const float* answers, float* into, size_t channels, size_t pixels);
// into[channel][pixel] = from[channel][pixel] + answer[channel]
void add_channels(const float* from, const float* answer, float* into, size_t channels, size_t pixels);

}  // namespace inpaint
