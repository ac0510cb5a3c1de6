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

void grow(Memory& memory, size_t& bytes, size_t wanted) {
  if (wanted <= bytes) return;
  memory = nullptr;
  bytes = 0;
  memory = allocate(wanted);
  bytes = wanted;
}

float* floats(const Memory& memory) { return reinterpret_cast<float*>(memory.get()); }

}  // namespace

size_t TransformerBlock::bytes() const {
  const auto norms = attention_norm.scale.size() + attention_norm.shift.size() + mlp_norm.scale.size() + mlp_norm.shift.size();
  return norms * sizeof(float) + query_key_value.bytes() + output.bytes() + first.bytes() + second.bytes();
}

void Workspace::fit(int64_t samples, int64_t length) {
  if (samples == samples_ && length == length_) return;
  samples_ = length_ = 0;
  const auto rows = samples * length;
  const int64_t width = shape_.width, hidden = shape_.hidden;
  query_key_value_ = LinearProduct({rows, 3 * width, width});
  output_ = LinearProduct({rows, width, width, Activation::none, true});
  first_ = LinearProduct({rows, hidden, width, static_cast<Activation>(shape_.activation)});
  second_ = LinearProduct({rows, width, hidden, Activation::none, true});
  allocate_for(rows);
  grow(attention_, attention_bytes_, sizeof(float) * shape_.threads * attention_room(length, shape_.width / shape_.heads));
  samples_ = samples;
  length_ = length;
}

void Workspace::allocate_for(int64_t rows) {
  grow(normed_, normed_bytes_, sizeof(float) * rows * shape_.width);
  grow(wide_, wide_bytes_, sizeof(float) * rows * std::max(3 * shape_.width, shape_.hidden));
  const auto products = {query_key_value_.scratch_bytes(), output_.scratch_bytes(), first_.scratch_bytes(), second_.scratch_bytes()};
  grow(scratch_, scratch_bytes_, std::max(products));
}

void Workspace::run(const TransformerBlock& block, float* state, const float* bias, int64_t bias_stride) {
  auto* const normed = floats(normed_);
  auto* const wide = floats(wide_);
  auto* const scratch = scratch_.get();
  const int64_t rows = samples_ * length_, width = shape_.width;
  layer_norm(state, block.attention_norm.scale.data(), block.attention_norm.shift.data(), shape_.epsilon, normed, rows, width, shape_.threads);
  query_key_value_.run(stream_, block.query_key_value, normed, wide, scratch);
  attend_within({samples_, length_, shape_.heads, width / shape_.heads, bias, bias_stride}, wide, floats(attention_), normed, shape_.threads);
  output_.run(stream_, block.output, normed, state, scratch);
  layer_norm(state, block.mlp_norm.scale.data(), block.mlp_norm.shift.data(), shape_.epsilon, normed, rows, width, shape_.threads);
  first_.run(stream_, block.first, normed, wide, scratch);
  second_.run(stream_, block.second, wide, state, scratch);
}

Transformer::Transformer(const inpaint_transformer_shape& shape) : shape_(shape) {
  require(shape.width >= 1 && shape.width <= kWidest && shape.hidden >= 1 && shape.hidden <= kWidest, "width or hidden is out of range");
  require(shape.heads >= 1 && shape.width % shape.heads == 0, "the heads do not divide the width");
  require(shape.activation >= 0 && shape.activation <= static_cast<int32_t>(Activation::quick_gelu), "unknown activation");
  require(shape.threads >= 1 && shape.threads <= 1024, "threads are not 1 to 1024");
  // A processor without fast kernels says so now.
  Workspace(shape_).fit(1, 1);
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

std::unique_ptr<Workspace> Transformer::take() {
  const std::lock_guard<std::mutex> lock(guard_);
  if (idle_.empty()) return std::make_unique<Workspace>(shape_);
  auto workspace = std::move(idle_.back());
  idle_.pop_back();
  return workspace;
}

void Transformer::run(int32_t first, int32_t count, float* state, int64_t batch, int64_t length, const float* bias, int64_t bias_stride) {
  require(first >= 0 && count >= 0 && first + int64_t{count} <= static_cast<int64_t>(blocks_.size()), "there are not so many blocks");
  require(state != nullptr && batch >= 1 && length >= 1 && length <= kLongest, "the state is empty or too long");
  auto workspace = take();
  run(*workspace, first, count, state, batch, length, bias, bias_stride);
  // Not after a failure: what it holds then may not be whole.
  const std::lock_guard<std::mutex> lock(guard_);
  idle_.push_back(std::move(workspace));
}

void Transformer::run(
    Workspace& workspace, int32_t first, int32_t count, float* state, int64_t batch, int64_t length, const float* bias, int64_t bias_stride) const {
  const auto groups = std::clamp<int64_t>((batch * length + kRowsTogether - 1) / kRowsTogether, 1, batch);
  for (int64_t group = 0; group < groups; group++) {
    const auto start = batch * group / groups, end = batch * (group + 1) / groups;
    workspace.fit(end - start, length);
    const auto* const own = bias == nullptr ? nullptr : bias + start * bias_stride;
    for (int32_t block = first; block < first + count; block++) workspace.run(blocks_[block], state + start * length * shape_.width, own, bias_stride);
  }
}

}  // namespace inpaint
