// Gradients: the flags of a tensor, the modes of a thread, and the two ways to go back.
#include "shim.h"

#include <c10/core/GradMode.h>
#include <c10/core/InferenceMode.h>
#include <torch/csrc/autograd/autograd.h>

#include <cstring>
#include <vector>

using shim::TensorImpl;
using shim::borrow;
using shim::guarded;

namespace {

std::vector<at::Tensor> borrow_all(TensorImpl* const* handles, int32_t count) {
  std::vector<at::Tensor> tensors;
  tensors.reserve(count);
  for (int32_t i = 0; i < count; i++) {
    tensors.push_back(borrow(handles[i]));
  }
  return tensors;
}

}  // namespace

SHIM_EXPORT int32_t ts_tensor_requires_grad(TensorImpl* handle) {
  return guarded<int32_t>(-1, [&] { return borrow(handle).requires_grad() ? 1 : 0; });
}

SHIM_EXPORT int32_t ts_tensor_set_requires_grad(TensorImpl* handle, int32_t value) {
  return guarded<int32_t>(-1, [&] {
    borrow(handle).set_requires_grad(value != 0);
    return 0;
  });
}

SHIM_EXPORT int32_t ts_tensor_is_leaf(TensorImpl* handle) {
  return guarded<int32_t>(-1, [&] { return borrow(handle).is_leaf() ? 1 : 0; });
}

SHIM_EXPORT int32_t ts_tensor_retain_grad(TensorImpl* handle) {
  return guarded<int32_t>(-1, [&] {
    borrow(handle).retain_grad();
    return 0;
  });
}

// Null where there is none.
SHIM_EXPORT TensorImpl* ts_tensor_grad(TensorImpl* handle) {
  return guarded<TensorImpl*>(nullptr, [&] { return shim::give(borrow(handle).grad()); });
}

SHIM_EXPORT int32_t ts_tensor_set_grad(TensorImpl* handle, TensorImpl* grad) {
  return guarded<int32_t>(-1, [&] {
    borrow(handle).mutable_grad() = borrow(grad);
    return 0;
  });
}

SHIM_EXPORT int32_t ts_backward(TensorImpl* const* tensors, int32_t count, TensorImpl* const* grads,
                                int32_t grad_count, int32_t retain_graph, int32_t create_graph,
                                TensorImpl* const* inputs, int32_t input_count) {
  return guarded<int32_t>(-1, [&] {
    torch::autograd::backward(borrow_all(tensors, count), borrow_all(grads, grad_count), retain_graph != 0,
                              create_graph != 0, borrow_all(inputs, input_count));
    return 0;
  });
}

// Writes `input_count` handles, null where an input was not used.
SHIM_EXPORT int32_t ts_grad(TensorImpl* const* outputs, int32_t count, TensorImpl* const* inputs,
                            int32_t input_count, TensorImpl* const* grads, int32_t grad_count, int32_t retain_graph,
                            int32_t create_graph, int32_t allow_unused, TensorImpl** out) {
  return guarded<int32_t>(-1, [&] {
    auto result = torch::autograd::grad(borrow_all(outputs, count), borrow_all(inputs, input_count),
                                        borrow_all(grads, grad_count), retain_graph != 0, create_graph != 0,
                                        allow_unused != 0);
    for (size_t i = 0; i < result.size(); i++) {
      out[i] = shim::give(std::move(result[i]));
    }
    return 0;
  });
}

SHIM_EXPORT int32_t ts_grad_mode() { return c10::GradMode::is_enabled() ? 1 : 0; }

SHIM_EXPORT void ts_set_grad_mode(int32_t enabled) { c10::GradMode::set_enabled(enabled != 0); }

SHIM_EXPORT int32_t ts_is_inference_mode() { return c10::InferenceMode::is_enabled() ? 1 : 0; }

// Must be left on the thread that entered it, in reverse order.
SHIM_EXPORT void* ts_enter_inference_mode(int32_t enabled) {
  return guarded<void*>(nullptr, [&] { return new c10::InferenceMode(enabled != 0); });
}

SHIM_EXPORT void ts_leave_inference_mode(void* guard) { delete static_cast<c10::InferenceMode*>(guard); }
