// What a transformer does beside linear layers: norms, and attention of sequences to themselves.
#pragma once

#include <cstddef>
#include <cstdint>

namespace inpaint {

// Of each of `count` rows (x - mean) / sqrt(variance + epsilon) * scale + shift. into_row: from one result to the next.
void layer_norm(
    const float* from, const float* scale, const float* shift, float epsilon, float* into, int64_t into_row, int64_t count, int64_t width, int threads);

struct SequenceShape {
  int64_t samples, length;
  int64_t heads, each;      // values of a head
  const float* bias;        // added to the scores, [length][length] a sample; null: none
  int64_t bias_stride;      // from one sample's to the next's; 0: all have the same
  int64_t from_row, into_row;  // from one position to the next
  const int32_t* asking;    // each sample's only position that attends; null: all do
};

// Values that a thread needs room for.
size_t attention_room(int64_t length, int64_t each);

// Of each head softmax(query . key / sqrt(each) + bias) times values. from: [sample][position][query, key, value][heads * each];
// into: [sample][position][heads * each], without what does not attend; room: attention_room values a thread.
void attend_within(const SequenceShape& shape, const float* from, float* room, float* into, int threads);

}  // namespace inpaint
