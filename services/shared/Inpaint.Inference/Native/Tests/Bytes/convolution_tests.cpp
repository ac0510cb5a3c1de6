// Convolutions by the byte kernel against sums over whole numbers, one by one: equal to the last bit.
#include <algorithm>
#include <cmath>

#include "harness.h"

namespace tests {
namespace {

struct Case {
  int inputs, outputs, height, width;
  int kernel[2], stride[2], padding[2];
  bool transposed = false;
  int extra = 0;  // a transposed convolution's output padding
};

int made(int size, const Case& c, int axis) {
  return c.transposed ? (size - 1) * c.stride[axis] - 2 * c.padding[axis] + c.kernel[axis] + c.extra : (size + 2 * c.padding[axis] - c.kernel[axis]) / c.stride[axis] + 1;
}

enum class Weights { drawn, largest, alternating };

struct Run {
  Case c;
  Weights kind;
  Activation activation;
  bool is_float, modulated;
  int zero_from, zero_to, threads;
};

Step step_of(const Run& run) {
  Step step;
  step.kind = run.c.transposed ? Kind::transposed : Kind::convolution;
  step.inputs = {0};
  step.output = 1;
  step.activation = run.activation;
  step.alpha = 0.25f;
  for (int i = 0; i < 2; i++) {
    step.kernel[i] = run.c.kernel[i];
    step.stride[i] = run.c.stride[i];
    step.padding[i] = run.c.padding[i];
  }
  step.weight.resize(static_cast<size_t>(run.c.inputs) * run.c.outputs * run.c.kernel[0] * run.c.kernel[1]);
  for (size_t i = 0; i < step.weight.size(); i++)
    step.weight[i] = run.kind == Weights::drawn ? normal() : run.kind == Weights::largest ? 1.0f : i / 7 % 2 == 0 ? 1.0f : -1.0f;
  for (int o = 0; o < run.c.outputs; o++) step.bias.push_back(normal());
  if (run.modulated) {
    step.factor = 2;
    step.offset = 3;
  }
  return step;
}

class Reference {
 public:
  Reference(OneStep& one, const Run& run, const Step& step) : one_(one), run_(run), step_(step) {
    const int channels = run.c.outputs;
    wide_ = run.c.transposed ? (channels + kByteOutputs - 1) / kByteOutputs * kByteOutputs : channels;
    if (run.c.transposed) {
      step_ = as_convolution(one.graph(), step, wide_);
      spread_[0] = step.stride[0];
      spread_[1] = step.stride[1];
    }
    weights_ = pack_byte_weights(step_.weight.data(), wide_ * spread_[0] * spread_[1], run.c.inputs, step_.kernel[0], step_.kernel[1]);
  }

  // Result at a place of the output, as the float that it is before it becomes a number.
  float at(int channel, int row, int column) {
    const auto& from = one_.graph().tensors[0];
    const auto& to = one_.graph().tensors[1];
    const int output = (row % spread_[0] * spread_[1] + column % spread_[1]) * wide_ + channel;
    const float unit = to.is_float ? 1 : to.scale;
    const double scale = static_cast<double>(from.scale) * weights_.scales[output];
    float factor = static_cast<float>(scale / unit);
    float offset = static_cast<float>((step_.bias[output] - scale * from.zero * weights_.totals[output]) / unit);
    if (run_.modulated) {
      const float f = one_.at<float>(2)[channel];
      factor *= f;
      offset = offset * f + one_.at<float>(3)[channel] / unit;
    }
    const float linear = std::fma(static_cast<float>(sum(output, row / spread_[0], column / spread_[1])), factor, offset);
    if (linear >= 0 || run_.activation == Activation::none) return linear;
    return run_.activation == Activation::relu ? 0 : linear * step_.alpha;
  }

 private:
  int64_t sum(int output, int row, int column) {
    const auto& from = one_.graph().tensors[0];
    const int depth = byte_depth(from.shape.channels);
    const auto* const block = weights_.block(output / kByteOutputs);
    int64_t total = 0;
    for (int y = 0; y < step_.kernel[0]; y++) {
      for (int x = 0; x < step_.kernel[1]; x++) {
        const int r = row * step_.stride[0] - step_.padding[0] + y, s = column * step_.stride[1] - step_.padding[1] + x;
        const bool inside = r >= 0 && r < from.shape.height && s >= 0 && s < from.shape.width;
        for (int c = 0; c < from.shape.channels; c++) {
          const int place = y * weights_.row_groups * kByteGroupInputs + x * depth + c;
          const int weight = block[(place / kByteInputs * kByteOutputs + output % kByteOutputs) * kByteInputs + place % kByteInputs];
          total += weight * (inside ? one_.number(0, c, r, s) : from.zero);
        }
      }
    }
    return total;
  }

  OneStep& one_;
  const Run& run_;
  Step step_;
  ByteWeights weights_;
  int wide_ = 0;
  int spread_[2] = {1, 1};
};

void check(const Run& run) {
  const auto& c = run.c;
  const inpaint_plan_shape shape{c.outputs, made(c.height, c, 0), made(c.width, c, 1)};
  const float fan = std::sqrt(static_cast<float>(c.inputs * c.kernel[0] * c.kernel[1]));
  // The numbers come out over their whole range, and beyond both of its ends.
  std::vector<Tensor> tensors{numbers({c.inputs, c.height, c.width}, 0.01f, run.zero_from), numbers(shape, 0.02f * fan, run.zero_to)};
  if (run.is_float) tensors[1] = blocked(shape);
  if (run.modulated) {
    for (int i = 0; i < 2; i++) {
      Tensor vector;
      vector.shape = {c.outputs, 1, 1};
      tensors.push_back(vector);
    }
  }
  const auto step = step_of(run);
  OneStep one(tensors, step, run.threads);
  one.fill(0, run.kind != Weights::drawn);
  for (int i = 2; i < static_cast<int>(tensors.size()); i++)
    for (int o = 0; o < c.outputs; o++) one.at<float>(i)[o] = normal();
  Reference reference(one, run, step);
  one.run();
  for (int o = 0; o < shape.channels; o++) {
    for (int y = 0; y < shape.height; y++) {
      for (int x = 0; x < shape.width; x++) {
        const float expected = reference.at(o, y, x);
        if (run.is_float) EXPECT(one.value(1, o, y, x) == expected);
        else EXPECT(one.number(1, o, y, x) == std::clamp(static_cast<int>(std::nearbyint(expected + run.zero_to)), 0, kByteMost));
      }
    }
  }
  if (!run.is_float) return;
  // Channels that are not there are zero.
  for (int o = shape.channels; o < static_cast<int>(padded(shape.channels)); o++) EXPECT(one.value(1, o, shape.height - 1, shape.width - 1) == 0);
}

}  // namespace

void test_convolutions() {
  const Case cases[] = {
      {16, 16, 7, 9, {3, 3}, {1, 1}, {1, 1}},   {32, 32, 8, 12, {3, 3}, {1, 1}, {1, 1}},   {4, 32, 13, 11, {3, 3}, {1, 1}, {1, 1}},
      {3, 5, 6, 5, {3, 3}, {1, 1}, {1, 1}},     {1, 1, 1, 1, {1, 1}, {1, 1}, {0, 0}},      {32, 3, 9, 10, {1, 1}, {1, 1}, {0, 0}},
      {20, 24, 5, 7, {1, 1}, {1, 1}, {0, 0}},   {16, 40, 11, 6, {3, 3}, {2, 2}, {1, 1}},   {48, 17, 9, 9, {1, 1}, {2, 2}, {0, 0}},
      {6, 18, 10, 14, {5, 3}, {1, 2}, {2, 0}},  {16, 16, 40, 41, {3, 3}, {1, 1}, {1, 1}},  {7, 9, 8, 8, {2, 2}, {2, 2}, {0, 0}},
      {8, 33, 1, 37, {1, 7}, {1, 1}, {0, 3}},   {16, 12, 30, 2, {3, 1}, {2, 1}, {1, 0}},   {12, 20, 9, 300, {3, 3}, {1, 1}, {1, 1}},
      {9, 8, 17, 19, {1, 1}, {3, 3}, {0, 0}},   {64, 32, 6, 6, {2, 2}, {2, 2}, {0, 0}, true}, {16, 3, 5, 7, {3, 3}, {2, 2}, {1, 1}, true, 1},
      {10, 20, 4, 5, {4, 4}, {2, 2}, {1, 1}, true}, {16, 16, 5, 4, {3, 3}, {1, 1}, {1, 1}, true}, {8, 18, 3, 3, {2, 2}, {3, 3}, {0, 0}, true},
  };
  const Activation activations[] = {Activation::none, Activation::relu, Activation::leaky_relu};
  for (const auto& c : cases) {
    for (int i = 0; i < 12; i++) {
      const auto kind = i < 8 ? Weights::drawn : i % 2 == 0 ? Weights::largest : Weights::alternating;
      check({c, kind, activations[i % 3], i % 2 == 1, i % 4 == 3 && !c.transposed, i % 3 == 0 ? 0 : 41, i % 5 == 0 ? 0 : 64, i % 2 + 1});
    }
  }
}

}  // namespace tests
