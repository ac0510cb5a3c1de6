// The convolutions of which gradients are wanted, against libtorch's own.
#include "convolution_tests.h"

#include "harness.h"

#include <ATen/ATen.h>
#include <torch/csrc/autograd/autograd.h>

#include <limits>

extern "C" int32_t ts_convolution(
    TensorImpl* input, TensorImpl* weight, TensorImpl* bias, int32_t transposed, const int64_t* numbers, TensorImpl** result);

namespace shim_tests {
namespace {

struct Case {
  int64_t images, inputs, outputs, height, width, kernel_height, kernel_width, stride, padding;
  bool transposed, biased;
};

at::Tensor leaf(at::IntArrayRef sizes) { return at::randn(sizes).set_requires_grad(true); }

// Undefined where these kernels do not take it.
at::Tensor ours(const at::Tensor& input, const at::Tensor& weight, const at::Tensor& bias, bool transposed, std::array<int64_t, 6> numbers) {
  TensorImpl* result = nullptr;
  const auto status = ts_convolution(input.unsafeGetTensorImpl(), weight.unsafeGetTensorImpl(), bias.unsafeGetTensorImpl(), transposed, numbers.data(), &result);
  EXPECT(status == 0 || status == 1);
  if (status == 1) return {};
  return at::Tensor(c10::intrusive_ptr<TensorImpl, c10::UndefinedTensorImpl>::reclaim(result));
}

bool close(const at::Tensor& actual, const at::Tensor& expected) {
  return actual.sizes() == expected.sizes() &&
      (actual - expected).abs().max().item<float>() <= 2e-5f * (expected.abs().max().item<float>() + 1);
}

void check(const Case& c) {
  const auto input = leaf({c.images, c.inputs, c.height, c.width});
  const auto weight = leaf({c.transposed ? c.inputs : c.outputs, c.transposed ? c.outputs : c.inputs, c.kernel_height, c.kernel_width});
  const auto bias = c.biased ? leaf({c.outputs}) : at::Tensor();
  const int64_t extra = c.transposed ? c.stride - 1 : 0;
  const auto expected = c.transposed ? at::conv_transpose2d(input, weight, bias, c.stride, c.padding, extra) : at::conv2d(input, weight, bias, c.stride, c.padding);
  const auto actual = ours(input, weight, bias, c.transposed, {c.stride, c.stride, c.padding, c.padding, extra, extra});
  EXPECT(actual.defined() && actual.is_contiguous());
  EXPECT(close(actual, expected));
  // A gradient that does not lie row by row.
  const auto slope = at::randn(expected.sizes()).transpose(2, 3).contiguous().transpose(2, 3);
  torch::autograd::variable_list inputs{input, weight};
  if (c.biased) inputs.push_back(bias);
  const auto of_expected = torch::autograd::grad({expected}, inputs, {slope}), of_actual = torch::autograd::grad({actual}, inputs, {slope});
  for (size_t i = 0; i < inputs.size(); i++) EXPECT(close(of_actual[i], of_expected[i]) && of_actual[i].is_contiguous());
}

void test_shapes() {
  // Every kernel with every padding below its size, on sizes that are a multiple of nothing.
  for (int64_t kernel = 1; kernel <= 7; kernel++) {
    for (int64_t padding = 0; padding <= 3; padding++) {
      check({1, 5, 7, 11, 13, kernel, kernel, 1, padding, false, true});
      check({3, 3, 2, 9, 21, kernel, kernel, std::min<int64_t>(kernel, 2), padding, false, false});
      check({2, 6, 5, 5, 9, kernel, kernel, std::min<int64_t>(kernel, 2), std::min(padding, (kernel - 1) / 2), true, true});
    }
  }
  // By tiles: whole ones, ragged ones, several blocks and chunks, padding beyond the picture.
  for (int64_t padding = 0; padding <= 3; padding++) check({3, 13, 18, 15, 29, 3, 3, 1, padding, false, padding % 2 == 0});
  check({1, 16, 16, 32, 32, 3, 3, 1, 1, false, true});
  check({2, 40, 33, 31, 48, 3, 3, 1, 1, false, false});
  check({5, 12, 12, 4, 16, 3, 3, 1, 1, false, true});
  check({1, 160, 130, 6, 16, 3, 3, 1, 1, false, false});
  check({1, 24, 20, 14, 30, 3, 3, 1, 1, true, true});
  // Pixel by pixel: many channels, one row, one column, one pixel, windows wider than the picture, unequal sides, larger strides.
  check({1, 310, 9, 4, 5, 1, 1, 1, 0, false, true});
  check({4, 70, 6, 3, 130, 3, 3, 1, 1, false, false});
  check({2, 4, 4, 1, 40, 1, 5, 1, 0, false, true});
  check({2, 4, 4, 40, 1, 5, 1, 1, 0, false, true});
  check({7, 9, 11, 1, 1, 3, 3, 1, 1, false, true});
  check({1, 2, 3, 2, 3, 7, 7, 1, 3, false, false});
  check({2, 3, 5, 20, 17, 5, 4, 3, 2, false, true});
  check({2, 3, 5, 6, 17, 5, 4, 3, 1, true, true});
  check({6, 64, 32, 8, 8, 2, 2, 2, 0, true, true});
}

void test_refusals() {
  const std::array<int64_t, 6> padded{1, 1, 1, 1, 0, 0};
  const auto input = leaf({1, 4, 8, 8}), weight = leaf({4, 4, 3, 3});
  EXPECT(!ours(at::randn({1, 4, 8, 8}), at::randn({4, 4, 3, 3}), {}, false, padded).defined());
  EXPECT(!ours(leaf({0, 4, 8, 8}), weight, {}, false, padded).defined());
  EXPECT(!ours(leaf({4, 8, 8}), weight, {}, false, padded).defined());
  EXPECT(!ours(leaf({1, 3, 8, 8}), weight, {}, false, padded).defined());
  EXPECT(!ours(input, weight, leaf({3}), false, padded).defined());
  EXPECT(!ours(input, weight, {}, false, {4, 4, 1, 1, 0, 0}).defined());
  EXPECT(!ours(input, weight, {}, false, {0, 1, 1, 1, 0, 0}).defined());
  EXPECT(!ours(input, weight, {}, false, {1, 1, -1, 1, 0, 0}).defined());
  EXPECT(!ours(leaf({1, 4, 2, 8}), weight, {}, false, {1, 1, 0, 0, 0, 0}).defined());
  EXPECT(!ours(input.to(at::kDouble), weight.to(at::kDouble), {}, false, padded).defined());
  EXPECT(!ours(input.contiguous(at::MemoryFormat::ChannelsLast), weight, {}, false, padded).defined());
  TensorImpl* result = nullptr;
  EXPECT(ts_convolution(nullptr, weight.unsafeGetTensorImpl(), nullptr, 0, padded.data(), &result) == -1 && error_contains("no tensor"));
}

void test_views() {
  const auto wide = at::randn({2, 20, 20, 40}), weight = leaf({14, 14, 3, 3});
  const auto view = wide.slice(1, 3, 17).slice(3, 1, 33);
  EXPECT(close(ours(view, weight, {}, false, {1, 1, 1, 1, 0, 0}), at::conv2d(view, weight, {}, 1, 1)));
  EXPECT(close(ours(view, weight.transpose(0, 1), {}, false, {1, 1, 1, 1, 0, 0}), at::conv2d(view, weight.transpose(0, 1), {}, 1, 1)));
}

// Gradients of gradients, and what makes gradients impossible.
void test_autograd() {
  const auto input = leaf({2, 3, 6, 7}), weight = leaf({4, 3, 3, 3}), bias = leaf({4});
  const auto penalty = [&](const at::Tensor& output) {
    const auto first = torch::autograd::grad({output.pow(2).sum()}, {input, weight, bias}, {}, true, true);
    return torch::autograd::grad({first[0].pow(2).sum() + first[1].pow(2).sum() + first[2].sum()}, {input, weight, bias});
  };
  const auto actual = penalty(ours(input, weight, bias, false, {1, 1, 1, 1, 0, 0})), expected = penalty(at::conv2d(input, weight, bias, 1, 1));
  for (size_t i = 0; i < actual.size(); i++) EXPECT(close(actual[i], expected[i]));

  const auto fails = [](const auto& action) {
    try {
      action();
      return false;
    } catch (const c10::Error&) {
      return true;
    }
  };
  const auto doubled = input * 2;
  const auto output = ours(doubled, weight, {}, false, {1, 1, 1, 1, 0, 0});
  doubled.add_(1);
  EXPECT(fails([&] { torch::autograd::backward({output.sum()}, {}); }));
  const auto once = ours(input, weight, {}, false, {1, 1, 1, 1, 0, 0}).sum();
  torch::autograd::backward({once}, {});
  EXPECT(fails([&] { torch::autograd::backward({once}, {}); }));
}

// What is not a number reaches all that sees it, and infinite numbers leave no finite one there.
void test_special_numbers() {
  for (const float number : {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()}) {
    for (const int64_t channels : {4, 16}) {
      auto input = at::randn({1, channels, 12, 16});
      input[0][1][5][6] = number;
      const auto weight = leaf({channels, channels, 3, 3});
      const auto output = ours(input, weight, {}, false, {1, 1, 1, 1, 0, 0});
      const auto seen = output.slice(2, 4, 7).slice(3, 5, 8);
      EXPECT(!at::isfinite(seen).any().item<bool>());
      EXPECT(at::isfinite(output.slice(2, 8)).all().item<bool>());
      const auto gradient = torch::autograd::grad({output}, {weight}, {at::ones_like(output)})[0];
      EXPECT(!at::isfinite(gradient.select(1, 1)).any().item<bool>());
      EXPECT(at::isfinite(gradient.select(1, 0)).all().item<bool>());
    }
  }
}

// The same from run to run.
void test_repetition() {
  const auto input = leaf({4, 20, 24, 24}), weight = leaf({20, 20, 3, 3});
  std::vector<at::Tensor> results;
  for (int round = 0; round < 3; round++) {
    const auto output = ours(input, weight, {}, false, {1, 1, 1, 1, 0, 0});
    for (const auto& gradient : torch::autograd::grad({output}, {input, weight}, {at::ones_like(output)})) results.push_back(gradient);
  }
  for (size_t i = 2; i < results.size(); i++) EXPECT(at::equal(results[i], results[i - 2]));
}

}  // namespace

void test_convolutions() {
  test_refusals();
  // Other processors leave every convolution to libtorch.
  if (!ours(leaf({1, 4, 8, 8}), leaf({4, 4, 3, 3}), {}, false, {1, 1, 1, 1, 0, 0}).defined()) return;
  test_shapes();
  test_views();
  test_autograd();
  test_special_numbers();
  test_repetition();
}

}  // namespace shim_tests
