// Convolutions of which gradients are wanted, and transposed ones, by kernels of our own where oneDNN's are slower: on processors with AVX2
// and no AVX-512 its gradient by the weights reaches half of what a matrix product does, and each of its results is laid out anew.
#include "../shim.h"

#include "geometry.h"
#include "tiles.h"

#include <ATen/ops/convolution_backward.h>
#include <ATen/ops/empty.h>
#include <torch/csrc/autograd/custom_function.h>

#include <array>

using shim::borrow;
using shim::guarded;
using shim::TensorImpl;
using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

namespace {

// Two numbers each, of rows and of columns. Extra: the output's rows and columns beyond a transposed convolution's.
struct Parameters {
  bool transposed;
  std::array<int64_t, 2> stride, padding, extra;
};

int64_t output_size(const Parameters& parameters, int axis, int64_t size, int64_t kernel) {
  if (parameters.transposed) return (size - 1) * parameters.stride[axis] - 2 * parameters.padding[axis] + kernel + parameters.extra[axis];
  const int64_t room = size + 2 * parameters.padding[axis] - kernel;
  return room < 0 ? 0 : room / parameters.stride[axis] + 1;
}

shim::Geometry geometry(const at::Tensor& input, const at::Tensor& weight, const Parameters& parameters) {
  const auto& [transposed, stride, padding, extra] = parameters;
  const int64_t height = output_size(parameters, 0, input.size(2), weight.size(2)), width = output_size(parameters, 1, input.size(3), weight.size(3));
  shim::Geometry result{input.size(0), weight.size(1), input.size(2), input.size(3), weight.size(0), height, width, weight.size(2), weight.size(3),
                        stride[0], stride[1], padding[0], padding[1]};
  if (transposed) {
    std::swap(result.large_height, result.small_height);
    std::swap(result.large_width, result.small_width);
  }
  return result;
}

bool plain(const at::Tensor& tensor, int64_t dimensions) {
  return tensor.dim() == dimensions && tensor.numel() > 0 && tensor.is_cpu() && tensor.scalar_type() == at::kFloat &&
      tensor.layout() == at::kStrided && !tensor.is_inference() && !tensor.is_neg() && !tensor.has_names();
}

// What oneDNN would take with channels side by side stays so.
bool row_major(const at::Tensor& tensor) { return tensor.suggest_memory_format() == at::MemoryFormat::Contiguous; }

// Beyond, a band's input does not fit the caches.
constexpr int64_t kMostColumns = 4096;
constexpr int64_t kMostTaps = 256;

bool suits(const at::Tensor& input, const at::Tensor& weight, const at::Tensor& bias, const Parameters& parameters) {
  if (shim::convolution_tiles() == nullptr || !plain(input, 4) || !plain(weight, 4) || !row_major(input) || !row_major(weight)) return false;
  if (input.size(1) != weight.size(parameters.transposed ? 0 : 1)) return false;
  if (bias.defined() && (!plain(bias, 1) || bias.size(0) != weight.size(parameters.transposed ? 1 : 0))) return false;
  if (weight.size(2) * weight.size(3) > kMostTaps || input.size(3) > kMostColumns) return false;
  for (int axis = 0; axis < 2; axis++) {
    const int64_t kernel = weight.size(2 + axis), stride = parameters.stride[axis], padding = parameters.padding[axis];
    if (stride < 1 || stride > kernel || padding < 0 || padding > kMostColumns) return false;
    if (parameters.extra[axis] < 0 || parameters.extra[axis] >= stride) return false;
    if (output_size(parameters, axis, input.size(2 + axis), kernel) < 1) return false;
  }
  if (output_size(parameters, 1, input.size(3), weight.size(3)) > kMostColumns) return false;
  return true;
}

const float* numbers(const at::Tensor& tensor) { return tensor.defined() ? tensor.data_ptr<float>() : nullptr; }

struct Convolution : torch::autograd::Function<Convolution> {
  static at::Tensor forward(AutogradContext* context, const at::Tensor& input, const at::Tensor& weight, const c10::optional<at::Tensor>& bias,
                            const Parameters& parameters) {
    context->save_for_backward({input, weight});
    context->saved_data["biased"] = bias.has_value();
    context->saved_data["transposed"] = parameters.transposed;
    context->saved_data["numbers"] = std::vector<int64_t>{parameters.stride[0], parameters.stride[1], parameters.padding[0], parameters.padding[1],
                                                          parameters.extra[0], parameters.extra[1]};
    const auto whole = input.contiguous(), kernels = weight.contiguous(), start = bias.has_value() ? bias->contiguous() : at::Tensor();
    const auto g = geometry(whole, kernels, parameters);
    if (parameters.transposed) {
      auto result = at::empty({g.images, g.large_channels, g.large_height, g.large_width}, whole.options());
      shim::expand(g, numbers(whole), numbers(kernels), numbers(start), result.data_ptr<float>());
      return result;
    }
    auto result = at::empty({g.images, g.small_channels, g.small_height, g.small_width}, whole.options());
    shim::shrink(g, numbers(whole), numbers(kernels), numbers(start), result.data_ptr<float>());
    return result;
  }

  static variable_list backward(AutogradContext* context, const variable_list& gradients) {
    const auto saved = context->get_saved_variables();
    const auto n = context->saved_data["numbers"].toIntVector();
    const Parameters parameters{context->saved_data["transposed"].toBool(), {n[0], n[1]}, {n[2], n[3]}, {n[4], n[5]}};
    const auto &input = saved[0], &weight = saved[1];
    // Gradients that are to be differentiated in turn.
    if (c10::GradMode::is_enabled()) return differentiable(context, gradients[0], input, weight, parameters);
    const auto gradient = gradients[0].contiguous(), whole = input.contiguous(), kernels = weight.contiguous();
    const auto g = geometry(whole, kernels, parameters);
    at::Tensor of_input, of_weight, of_bias;
    if (context->needs_input_grad(kInput) && !parameters.transposed && parameters.stride != std::array<int64_t, 2>{1, 1}) {
      // Its pixels get different taps, few of them each: oneDNN's kernels are the faster ones.
      of_input = std::get<0>(at::convolution_backward(gradient, whole, kernels, c10::nullopt, parameters.stride, parameters.padding, {1, 1}, false, {0, 0}, 1, {true, false, false}));
    } else if (context->needs_input_grad(kInput)) {
      of_input = at::empty_like(whole);
      (parameters.transposed ? shim::shrink : shim::expand)(g, numbers(gradient), numbers(kernels), nullptr, of_input.data_ptr<float>());
    }
    if (context->needs_input_grad(kWeight)) {
      of_weight = at::empty_like(kernels);
      shim::weight_gradient(g, numbers(parameters.transposed ? gradient : whole), numbers(parameters.transposed ? whole : gradient), of_weight.data_ptr<float>());
    }
    if (wants_bias(context)) of_bias = gradient.sum(at::IntArrayRef{0, 2, 3});
    return {of_input, of_weight, of_bias, {}};
  }

 private:
  static constexpr size_t kInput = 0, kWeight = 1, kBias = 2;

  // A bias that is not there is no input that could be asked for.
  static bool wants_bias(AutogradContext* context) { return context->saved_data["biased"].toBool() && context->needs_input_grad(kBias); }

  static variable_list differentiable(AutogradContext* context, const at::Tensor& gradient, const at::Tensor& input, const at::Tensor& weight,
                                      const Parameters& parameters) {
    const auto& [transposed, stride, padding, extra] = parameters;
    const std::array<bool, 3> wanted{context->needs_input_grad(kInput), context->needs_input_grad(kWeight), wants_bias(context)};
    const int64_t outputs = weight.size(transposed ? 1 : 0);
    auto [of_input, of_weight, of_bias] =
        at::convolution_backward(gradient, input, weight, at::IntArrayRef{outputs}, stride, padding, {1, 1}, transposed, extra, 1, wanted);
    return {of_input, of_weight, of_bias, {}};
  }
};

}  // namespace

// numbers: stride, padding and extra rows and columns of the output (a transposed convolution's), two each. Returns 1 where the convolution is
// none for these kernels, or no gradients are wanted (then nothing has been done), 0 when done, -1 on an error.
SHIM_EXPORT int32_t ts_convolution(
    TensorImpl* input_handle, TensorImpl* weight_handle, TensorImpl* bias_handle, int32_t transposed, const int64_t* numbers, TensorImpl** result) {
  return guarded<int32_t>(-1, [&] {
    const auto input = borrow(shim::required(input_handle)), weight = borrow(shim::required(weight_handle)), bias = borrow(bias_handle);
    if (!c10::GradMode::is_enabled() || !(input.requires_grad() || weight.requires_grad() || (bias.defined() && bias.requires_grad()))) return 1;
    const Parameters parameters{transposed != 0, {numbers[0], numbers[1]}, {numbers[2], numbers[3]}, {numbers[4], numbers[5]}};
    if (!suits(input, weight, bias, parameters)) return 1;
    *result = shim::give(Convolution::apply(input, weight, bias.defined() ? c10::optional<at::Tensor>(bias) : c10::nullopt, parameters));
    return 0;
  });
}
