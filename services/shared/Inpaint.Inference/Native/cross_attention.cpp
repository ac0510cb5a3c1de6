// Every pixel attends to a sequence of tokens whose number is a sample's own, and what it reads is added to it.
#include <cmath>
#include <cstring>

#include "attention_kernels.h"
#include "packed_matrix.h"
#include "rows.h"

namespace inpaint {
namespace {

// Parts of a context's scratch memory, one after the other.
class Cutter {
 public:
  explicit Cutter(std::byte* memory) : memory_(memory) {}

  float* cut(size_t values) {
    auto* const part = memory_ == nullptr ? nullptr : reinterpret_cast<float*>(memory_ + used_);
    used_ += (values * sizeof(float) + 63) / 64 * 64;
    return part;
  }

  size_t used() const { return used_; }

 private:
  std::byte* memory_;
  size_t used_ = 0;
};

class CrossAttention : public Compiled {
 public:
  CrossAttention(const Graph& graph, const Step& step)
      : features_(graph.tensors[step.inputs[0]]), tokens_(graph.tensors[step.inputs[1]]), count_(graph.tensors[step.inputs[2]]),
        output_(graph.tensors[step.output]), threads_(graph.threads), heads_(step.stride[0]), epsilon_(step.alpha), token_epsilon_(step.beta),
        query_(step.weight.data(), step.bias.data(), channels(), channels()),
        key_value_(step.weight.data() + squared(), step.bias.data() + channels(), 2 * channels(), width()),
        answer_(step.weight.data() + squared() + 2 * size(channels()) * width(), step.bias.data() + 3 * size(channels()), channels(), channels()),
        first_(2 * size(channels())), alone_(channels()) {
    // The first token is the same in every sample: its key and value are known, and so is the answer where there is no other.
    std::vector<float> token(width());
    normalize_row(step.weight.data() + step.weight.size() - width(), token.data(), token.size(), token_epsilon_);
    key_value_.multiply({token.data(), 0, 1, 1}, {first_.data(), 0}, 1);
    answer_.multiply({first_.data() + channels(), 0, 1, 1}, {alone_.data(), 0}, 1);
  }

  size_t scratch_bytes() const override {
    Cutter cutter(nullptr);
    cut(cutter);
    return cutter.used();
  }

  size_t weight_bytes() const override { return query_.bytes() + key_value_.bytes() + answer_.bytes() + (first_.size() + alone_.size()) * sizeof(float); }

  Action bind(Context& context) const override {
    Cutter cutter(context.scratch.get());
    const auto floats = [&](const Tensor& tensor) { return reinterpret_cast<float*>(context.at(tensor)); };
    return [this, room = cut(cutter), features = floats(features_), tokens = floats(tokens_), count = floats(count_), into = floats(output_)] {
      const int present = tokens_present(*count);
      if (present == 0) add_channels(features, alone_.data(), into, channels(), features_.pixels());
      else attend_to(features, tokens, present, room, into);
    };
  }

 private:
  struct Room {
    float *positions, *queries, *read, *key_values, *keys, *scores;
  };

  static size_t size(int value) { return static_cast<size_t>(value); }
  size_t squared() const { return size(channels()) * channels(); }
  int channels() const { return features_.shape.channels; }
  int width() const { return tokens_.shape.width; }
  int most() const { return tokens_.shape.channels; }

  // What is no number of tokens is none, or all that there is room for.
  int tokens_present(float count) const { return count >= 1 ? static_cast<int>(std::fmin(count, static_cast<float>(most()))) : 0; }

  Room cut(Cutter& cutter) const {
    const auto values = features_.elements();
    Room room{};
    room.positions = cutter.cut(values);
    room.queries = cutter.cut(values);
    room.read = cutter.cut(tokens_.elements());
    room.key_values = cutter.cut((size(most()) + 1) * 2 * channels());
    room.keys = cutter.cut(key_row(most() + 1) * channels());
    room.scores = cutter.cut(key_row(most() + 1) * features_.pixels());
    return room;
  }

  void attend_to(const float* features, const float* tokens, int present, const Room& room, float* into) const {
    const auto stride = 2 * size(channels()), pixels = features_.pixels();
    const AttentionShape shape{heads_, channels() / heads_, static_cast<int>(pixels), present + 1};
    rows(present, size(present) * width(), threads_, [&](int t) { normalize_row(tokens + size(t) * width(), room.read + size(t) * width(), width(), token_epsilon_); });
    std::memcpy(room.key_values, first_.data(), stride * sizeof(float));
    key_value_.multiply({room.read, width(), 1, present}, {room.key_values + stride, static_cast<int64_t>(stride)}, threads_);
    transpose_keys(room.key_values, stride, room.keys, shape, threads_);
    normalize_pixels(features, room.positions, channels(), pixels, epsilon_, threads_);
    query_.multiply({room.positions, 1, static_cast<int64_t>(pixels), shape.queries}, {room.queries, channels()}, threads_);
    // The positions have been read: their room takes what they are answered, then the queries' room what is made of it.
    attend(shape, room.queries, room.keys, room.key_values + channels(), stride, room.scores, room.positions, threads_);
    answer_.multiply({room.positions, channels(), 1, shape.queries}, {room.queries, channels()}, threads_);
    add_transposed(features, room.queries, into, channels(), pixels);
  }

  const Tensor& features_;
  const Tensor& tokens_;
  const Tensor& count_;
  const Tensor& output_;
  int threads_, heads_;
  float epsilon_, token_epsilon_;
  PackedMatrix query_, key_value_, answer_;
  std::vector<float> first_, alone_;
};

}  // namespace

CompiledStep compile_cross_attention(const Graph& graph, const Step& step) { return std::make_unique<CrossAttention>(graph, step); }

}  // namespace inpaint
