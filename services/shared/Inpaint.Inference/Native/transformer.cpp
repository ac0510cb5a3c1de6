#include "transformer.h"

#include <algorithm>

#include "sequence_kernels.h"

namespace inpaint {
namespace {

// Rows that go through the blocks together: enough that reading the weights costs little beside the products, few enough that what lies
// between two products stays in the caches.
constexpr int64_t kRowsTogether = 640;
constexpr int64_t kWidest = 1 << 16, kLongest = 1 << 14;

void require(bool holds, const char* what) {
  if (!holds) throw InvalidGraph(what);
}

TransformerBlock::Norm copy_norm(const float* scale, const float* shift, int64_t width) {
  require(scale != nullptr && shift != nullptr, "a norm has no scale or shift");
  return {{scale, scale + width}, {shift, shift + width}};
}

PackedLinear pack_checked(const float* weight, const float* bias, int64_t outputs, int64_t inputs) {
  require(weight != nullptr && bias != nullptr, "a linear layer has no weights or biases");
  return pack_linear(weight, bias, outputs, inputs);
}

// The three products that read the same rows as one.
PackedLinear pack_three(const inpaint_transformer_block& block, int64_t width) {
  std::vector<float> weight, bias;
  weight.reserve(3 * width * width);
  for (const auto* const part : {block.query, block.key, block.value}) {
    require(part != nullptr, "a linear layer has no weights or biases");
    weight.insert(weight.end(), part, part + width * width);
  }
  for (const auto* const part : {block.query_bias, block.key_bias, block.value_bias}) {
    require(part != nullptr, "a linear layer has no weights or biases");
    bias.insert(bias.end(), part, part + width);
  }
  return pack_linear(weight.data(), bias.data(), 3 * width, width);
}

}  // namespace

size_t TransformerBlock::bytes() const {
  const auto norms = attention_norm.scale.size() + attention_norm.shift.size() + mlp_norm.scale.size() + mlp_norm.shift.size();
  return norms * sizeof(float) + query_key_value.bytes() + output.bytes() + first.bytes() + second.bytes();
}

void Room::grow(size_t bytes) {
  if (bytes <= bytes_) return;
  memory_ = nullptr;
  bytes_ = 0;
  memory_ = allocate(bytes);
  bytes_ = bytes;
}

void Workspace::fit(int64_t rows) {
  if (rows == rows_) return;
  rows_ = 0;
  const int64_t width = shape_.width, hidden = shape_.hidden;
  const auto products = best_products(rows);
  normed_row_ = row_pitch(products, width);
  mixed_row_ = row_pitch(products, 3 * width);
  hidden_row_ = row_pitch(products, hidden);
  const auto product = [&](const LinearShape& layer) { return LinearProduct(products, layer, shape_.threads); };
  query_key_value_ = product({rows, 3 * width, width, normed_row_, mixed_row_});
  output_ = product({rows, width, width, width, width, Activation::none, true});
  first_ = product({rows, hidden, width, normed_row_, hidden_row_, static_cast<Activation>(shape_.activation)});
  second_ = product({rows, width, hidden, hidden_row_, width, Activation::none, true});
  normed_.grow(sizeof(float) * rows * normed_row_);
  wide_.grow(sizeof(float) * rows * std::max(mixed_row_, hidden_row_));
  scratch_.grow(std::max({query_key_value_.scratch_bytes(), output_.scratch_bytes(), first_.scratch_bytes(), second_.scratch_bytes()}));
  rows_ = rows;
}

void Workspace::run(const TransformerBlock& block, const Sequences& sequences) {
  const auto rows = sequences.samples * sequences.length;
  fit(rows);
  mix(block, sequences, nullptr, normed_.floats());
  finish(block, normed_.floats(), sequences.state, rows);
}

void Workspace::attend(const TransformerBlock& block, const Sequences& sequences, const int32_t* positions, int64_t first, int64_t batch) {
  // Grown once, before the first is kept.
  if (first == 0) attended_.grow(sizeof(float) * batch * shape_.width);
  mix(block, sequences, positions, attended_.floats() + first * shape_.width);
}

void Workspace::finish(const TransformerBlock& block, float* state, int64_t first, int64_t count) {
  finish(block, attended_.floats() + first * shape_.width, state, count);
}

void Workspace::mix(const TransformerBlock& block, const Sequences& sequences, const int32_t* positions, float* into) {
  const int64_t rows = sequences.samples * sequences.length, width = shape_.width, each = width / shape_.heads;
  fit(rows);
  attention_.grow(sizeof(float) * shape_.threads * attention_room(sequences.length, each));
  const auto& norm = block.attention_norm;
  layer_norm(sequences.state, norm.scale.data(), norm.shift.data(), shape_.epsilon, normed_.floats(), normed_row_, rows, width, shape_.threads);
  query_key_value_.run(stream_, block.query_key_value, normed_.floats(), wide_.floats(), scratch_.bytes());
  const SequenceShape shape{sequences.samples, sequences.length, shape_.heads, each, sequences.bias, sequences.bias_stride, mixed_row_, width, positions};
  attend_within(shape, wide_.floats(), attention_.floats(), into, shape_.threads);
}

void Workspace::finish(const TransformerBlock& block, const float* attended, float* state, int64_t rows) {
  fit(rows);
  output_.run(stream_, block.output, attended, state, scratch_.bytes());
  const auto& norm = block.mlp_norm;
  layer_norm(state, norm.scale.data(), norm.shift.data(), shape_.epsilon, normed_.floats(), normed_row_, rows, shape_.width, shape_.threads);
  first_.run(stream_, block.first, normed_.floats(), wide_.floats(), scratch_.bytes());
  second_.run(stream_, block.second, wide_.floats(), state, scratch_.bytes());
}

Transformer::Transformer(const inpaint_transformer_shape& shape) : shape_(shape) {
  require(shape.width >= 1 && shape.width <= kWidest && shape.hidden >= 1 && shape.hidden <= kWidest, "width or hidden is out of range");
  require(shape.heads >= 1 && shape.width % shape.heads == 0, "the heads do not divide the width");
  require(shape.activation >= 0 && shape.activation <= static_cast<int32_t>(Activation::quick_gelu), "unknown activation");
  require(shape.threads >= 1 && shape.threads <= 1024, "threads are not 1 to 1024");
  // A processor without fast kernels says so now.
  LinearProduct(Products::onednn, {1, shape.width, shape.width, shape.width, shape.width}, 1);
}

size_t Transformer::add(const inpaint_transformer_block& block) {
  const int64_t width = shape_.width, hidden = shape_.hidden;
  TransformerBlock packed;
  packed.attention_norm = copy_norm(block.attention_scale, block.attention_shift, width);
  packed.query_key_value = pack_three(block, width);
  packed.output = pack_checked(block.output, block.output_bias, width, width);
  packed.mlp_norm = copy_norm(block.mlp_scale, block.mlp_shift, width);
  packed.first = pack_checked(block.first, block.first_bias, hidden, width);
  packed.second = pack_checked(block.second, block.second_bias, width, hidden);
  blocks_.push_back(std::move(packed));
  return blocks_.back().bytes();
}

template <class Body>
void Transformer::with_workspace(const Body& body) {
  std::unique_ptr<Workspace> workspace;
  {
    const std::lock_guard<std::mutex> lock(guard_);
    if (!idle_.empty()) {
      workspace = std::move(idle_.back());
      idle_.pop_back();
    }
  }
  if (workspace == nullptr) workspace = std::make_unique<Workspace>(shape_);
  body(*workspace);
  // Not after a failure: what it holds then may not be whole.
  const std::lock_guard<std::mutex> lock(guard_);
  idle_.push_back(std::move(workspace));
}

template <class Body>
void Transformer::in_groups(const Sequences& all, const Body& body) const {
  require(all.state != nullptr && all.samples >= 1 && all.length >= 1 && all.length <= kLongest, "the state is empty or too long");
  const auto groups = std::clamp<int64_t>((all.samples * all.length + kRowsTogether - 1) / kRowsTogether, 1, all.samples);
  for (int64_t group = 0; group < groups; group++) {
    const auto start = all.samples * group / groups, end = all.samples * (group + 1) / groups;
    const auto* const bias = all.bias == nullptr ? nullptr : all.bias + start * all.bias_stride;
    body(start, Sequences{all.state + start * all.length * shape_.width, end - start, all.length, bias, all.bias_stride});
  }
}

void Transformer::run(int32_t first, int32_t count, const Sequences& sequences) {
  require(first >= 0 && count >= 0 && first + int64_t{count} <= static_cast<int64_t>(blocks_.size()), "there are not so many blocks");
  with_workspace([&](Workspace& workspace) {
    in_groups(sequences, [&](int64_t, const Sequences& group) {
      for (int32_t block = first; block < first + count; block++) workspace.run(blocks_[block], group);
    });
  });
}

void Transformer::pool(const Sequences& sequences, const int32_t* positions, float* pooled) {
  const int64_t samples = sequences.samples, length = sequences.length, width = shape_.width;
  require(positions != nullptr && pooled != nullptr && std::all_of(positions, positions + std::max<int64_t>(samples, 0), [&](int64_t position) { return position >= 0 && position < length; }),
          "a position is not one of the sequence's");
  with_workspace([&](Workspace& workspace) {
    in_groups(sequences, [&](int64_t first, const Sequences& group) {
      for (size_t block = 0; block + 1 < blocks_.size(); block++) workspace.run(blocks_[block], group);
      for (int64_t i = 0; i < group.samples; i++) std::copy_n(group.state + (i * length + positions[first + i]) * width, width, pooled + (first + i) * width);
      if (!blocks_.empty()) workspace.attend(blocks_.back(), group, positions + first, first, samples);
    });
    if (blocks_.empty()) return;
    for (int64_t first = 0; first < samples; first += kRowsTogether)
      workspace.finish(blocks_.back(), pooled + first * width, first, std::min(kRowsTogether, samples - first));
  });
}

}  // namespace inpaint
