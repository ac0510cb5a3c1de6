// Convolutions by Winograd's kernel against sums over whole numbers, one by one: equal to the last bit.
#include <algorithm>
#include <cmath>

#include "../../winograd_weights.h"
#include "harness.h"

namespace tests {
namespace {

constexpr int kTaps = 9;

struct Run {
  int inputs, outputs, height, width, padding;
  Activation activation;
  bool is_float, modulated, largest;
  int zero_from, zero_to, threads;
};

Step step_of(const Run& run) {
  Step step;
  step.kind = Kind::convolution;
  step.inputs = {0};
  step.output = 1;
  step.activation = run.activation;
  step.alpha = 0.25f;
  for (int i = 0; i < 2; i++) {
    step.kernel[i] = 3;
    step.stride[i] = 1;
    step.padding[i] = run.padding;
  }
  step.weight.resize(static_cast<size_t>(run.inputs) * run.outputs * kTaps);
  for (auto& weight : step.weight) weight = run.largest ? 1 : normal();
  for (int o = 0; o < run.outputs; o++) step.bias.push_back(normal());
  if (run.modulated) {
    step.factor = 2;
    step.offset = 3;
  }
  return step;
}

// An output's weights as numbers, and what its sum becomes.
class Reference {
 public:
  Reference(OneStep& one, const Run& run, const Step& step, int output) : one_(one), run_(run), step_(step), output_(output) {
    const auto* const weight = step.weight.data() + static_cast<size_t>(output) * run.inputs * kTaps;
    float largest = 0;
    for (int i = 0; i < run.inputs * kTaps; i++) largest = std::max(largest, std::fabs(weight[i]));
    const float scale = largest / kWinogradMost;
    for (int i = 0; i < run.inputs * kTaps; i++) {
      numbers_.push_back(std::lround(weight[i] / scale));
      total_ += numbers_.back();
      EXPECT(std::fabs(numbers_.back() * scale - weight[i]) <= scale * 0.5001f);
    }
    const auto& from = one.graph().tensors[0];
    const double each = static_cast<double>(from.scale) * (scale / 4);
    factor_ = static_cast<float>(each / unit());
    offset_ = static_cast<float>((step.bias[output] - each * from.zero * (4.0 * total_)) / unit());
    if (!run.modulated) return;
    const float factor = one.at<float>(2)[output];
    factor_ *= factor;
    offset_ = offset_ * factor + one.at<float>(3)[output] / unit();
  }

  float at(int row, int column) {
    const float linear = std::fma(static_cast<float>(4 * sum(row, column)), factor_, offset_);
    if (linear >= 0 || run_.activation == Activation::none) return linear;
    return run_.activation == Activation::relu ? 0 : linear * step_.alpha;
  }

 private:
  float unit() const { return one_.graph().tensors[1].is_float ? 1 : one_.graph().tensors[1].scale; }

  int64_t sum(int row, int column) {
    const auto& from = one_.graph().tensors[0];
    int64_t total = 0;
    for (int c = 0; c < run_.inputs; c++) {
      for (int i = 0; i < kTaps; i++) {
        const int y = row - run_.padding + i / 3, x = column - run_.padding + i % 3;
        const bool inside = y >= 0 && y < from.shape.height && x >= 0 && x < from.shape.width;
        total += numbers_[static_cast<size_t>(c) * kTaps + i] * (inside ? one_.number(0, c, y, x) : from.zero);
      }
    }
    return total;
  }

  OneStep& one_;
  const Run& run_;
  const Step& step_;
  int output_;
  std::vector<int64_t> numbers_;
  int64_t total_ = 0;
  float factor_ = 0, offset_ = 0;
};

void check(const Run& run) {
  const inpaint_plan_shape shape{run.outputs, run.height + 2 * run.padding - 2, run.width + 2 * run.padding - 2};
  const float spread = 0.02f * std::sqrt(static_cast<float>(run.inputs * kTaps));
  std::vector<Tensor> tensors{numbers({run.inputs, run.height, run.width}, 0.01f, run.zero_from), numbers(shape, spread, run.zero_to)};
  if (run.is_float) tensors[1] = blocked(shape);
  for (int i = 0; run.modulated && i < 2; i++) {
    Tensor vector;
    vector.shape = {run.outputs, 1, 1};
    tensors.push_back(vector);
  }
  const auto step = step_of(run);
  OneStep one(tensors, step, run.threads, compile_winograd_convolution);
  one.fill(0, run.largest);
  for (int i = 2; i < static_cast<int>(tensors.size()); i++)
    for (int o = 0; o < run.outputs; o++) one.at<float>(i)[o] = normal();
  one.run();
  for (int o = 0; o < shape.channels; o++) {
    Reference reference(one, run, step, o);
    for (int y = 0; y < shape.height; y++) {
      for (int x = 0; x < shape.width; x++) {
        const float expected = reference.at(y, x);
        if (run.is_float) EXPECT(one.value(1, o, y, x) == expected);
        else EXPECT(one.number(1, o, y, x) == std::clamp(static_cast<int>(std::nearbyint(std::min(expected, 1e6f) + run.zero_to)), 0, kByteMost));
      }
    }
  }
  if (!run.is_float) return;
  // Channels that are not there are zero.
  for (int o = shape.channels; o < static_cast<int>(padded(shape.channels)); o++) EXPECT(one.value(1, o, shape.height - 1, shape.width - 1) == 0);
}

// What the kernel does by itself, and what it leaves to the other.
void test_choice() {
  const auto fits = [](int inputs, int size, int kernel, int stride) {
    Graph graph;
    graph.tensors = {numbers({inputs, size, size}, 1, 0), numbers({32, size / stride, size / stride}, 1, 0)};
    Step step;
    step.kind = Kind::convolution;
    step.inputs = {0};
    step.output = 1;
    for (int i = 0; i < 2; i++) {
      step.kernel[i] = kernel;
      step.stride[i] = stride;
      step.padding[i] = kernel / 2;
    }
    return fits_winograd(graph, step);
  };
  EXPECT(fits(128, 32, 3, 1) && fits(192, 16, 3, 1));
  EXPECT(!fits(128, 32, 3, 2) && !fits(128, 32, 1, 1) && !fits(128, 32, 5, 1));
  EXPECT(!fits(136, 32, 3, 1) && !fits(32, 32, 3, 1) && !fits(128, 4, 3, 1) && !fits(4096, 32, 3, 1));
}

}  // namespace

void test_winograd() {
  test_choice();
  const int sizes[][4] = {{16, 16, 6, 6}, {32, 40, 7, 9}, {48, 3, 5, 12}, {128, 16, 16, 14}, {16, 33, 2, 37}, {64, 8, 40, 6}};
  const Activation activations[] = {Activation::none, Activation::relu, Activation::leaky_relu};
  int i = 0;
  for (const auto& [inputs, outputs, height, width] : sizes)
    for (int k = 0; k < 8; k++, i++)
      check({inputs, outputs, height, width, i % 3 == 2 && height > 2 ? 0 : 1 + k / 7, activations[k % 3], k % 2 == 1, k % 4 == 3, false, k % 3 == 0 ? 0 : 41, k % 5 == 0 ? 0 : 64, k % 2 + 1});
  // The largest sums that there may be.
  const int most = winograd_most_inputs() / 16 * 16;
  check({most, 2, 4, 4, 1, Activation::none, true, false, true, 0, 0, 1});
  check({most, 2, 4, 4, 1, Activation::none, true, false, true, 127, 0, 1});
}

}  // namespace tests
