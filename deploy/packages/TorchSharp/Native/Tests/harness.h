// What the shim's tests are written with: its exports, values, owned handles, checks.
#pragma once

#include "../shim.h"

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

using shim::TensorImpl;

extern "C" {
const char* ts_last_error();
void ts_initialize(int32_t threads);
const void* ts_operator(const char* name, const char* overload);
int32_t ts_call(const void* handle, const shim::Value* values, int32_t count, const shim::Value** results);
void ts_tensor_release(TensorImpl* handle);
TensorImpl* ts_tensor_share(TensorImpl* handle);
int64_t ts_tensor_dim(TensorImpl* handle);
int64_t ts_tensor_numel(TensorImpl* handle);
int32_t ts_tensor_sizes(TensorImpl* handle, int64_t* out);
int32_t ts_tensor_strides(TensorImpl* handle, int64_t* out);
int32_t ts_tensor_dtype(TensorImpl* handle);
int64_t ts_tensor_device(TensorImpl* handle);
void* ts_tensor_data(TensorImpl* handle);
TensorImpl* ts_tensor_from_memory(void* data, const int64_t* sizes, int32_t dimensions, int32_t dtype, void (*release)(void*), void* context);
int32_t ts_tensor_has_names(TensorImpl* handle);
const char* ts_tensor_dimension_name(TensorImpl* handle, int64_t dimension);
int32_t ts_tensor_rename(TensorImpl* handle, const char* const* names, int32_t count);
int32_t ts_tensor_set_requires_grad(TensorImpl* handle, int32_t value);
TensorImpl* ts_tensor_grad(TensorImpl* handle);
int32_t ts_tensor_set_grad(TensorImpl* handle, TensorImpl* grad);
int32_t ts_backward(TensorImpl* const* tensors, int32_t count, TensorImpl* const* grads, int32_t grad_count, int32_t retain_graph,
                    int32_t create_graph, TensorImpl* const* inputs, int32_t input_count);
int32_t ts_is_inference_mode();
void* ts_enter_inference_mode(int32_t enabled);
void ts_leave_inference_mode(void* guard);
c10::GeneratorImpl* ts_generator_new(int64_t device, uint64_t seed);
void ts_generator_release(c10::GeneratorImpl* handle);
int32_t ts_generator_seed(c10::GeneratorImpl* handle, uint64_t seed);
int32_t ts_generator_initial_seed(c10::GeneratorImpl* handle, uint64_t* seed);
TensorImpl* ts_generator_state(c10::GeneratorImpl* handle);
int32_t ts_generator_set_state(c10::GeneratorImpl* handle, TensorImpl* state);
}

namespace shim_tests {

inline std::atomic<int> checks{0};

#define EXPECT(condition)                                                                 \
  do {                                                                                   \
    shim_tests::checks++;                                                                \
    if (!(condition)) {                                                                  \
      const char* told = ts_last_error();                                                \
      std::fprintf(stderr, "%s:%d: %s\n%s\n", __FILE__, __LINE__, #condition, told ? told : ""); \
      std::_Exit(1);                                                                     \
    }                                                                                    \
  } while (false)

// A handle that is released with its scope.
struct Tensor {
  TensorImpl* handle;

  explicit Tensor(TensorImpl* owned) : handle(owned) {}
  Tensor(Tensor&& other) noexcept : handle(other.take()) {}
  Tensor(const Tensor&) = delete;
  Tensor& operator=(const Tensor&) = delete;
  ~Tensor() { ts_tensor_release(handle); }

  TensorImpl* take() { return std::exchange(handle, nullptr); }
};

// An argument together with the memory that it points to.
struct Argument {
  shim::Value value{};
  std::vector<int64_t> numbers;
  std::vector<TensorImpl*> handles;
  std::string characters;

  Argument(shim::Value plain) : value(plain) {}  // NOLINT: implicit, so that plain values stand in lists
  Argument() = default;
};

inline shim::Value plain(shim::Kind kind) {
  shim::Value value{};
  value.kind = kind;
  return value;
}

inline shim::Value tensor(const Tensor& owner) {
  auto value = plain(shim::TensorHandle);
  value.pointer = owner.handle;
  return value;
}

inline shim::Value integer(int64_t number) {
  auto value = plain(shim::Int);
  value.integer = number;
  return value;
}

inline shim::Value real(double number) {
  auto value = plain(shim::Double);
  value.real = number;
  return value;
}

inline Argument integers(std::initializer_list<int64_t> list) {
  Argument argument(plain(shim::IntList));
  argument.numbers = list;
  return argument;
}

inline Argument tensors(std::initializer_list<TensorImpl*> list) {
  Argument argument(plain(shim::TensorList));
  argument.handles = list;
  return argument;
}

inline Argument text(const char* characters) {
  Argument argument(plain(shim::Text));
  argument.characters = characters;
  return argument;
}

inline int32_t call(const char* name, const char* overload, std::vector<Argument> arguments, const shim::Value** results) {
  const void* found = ts_operator(name, overload);
  EXPECT(found != nullptr);
  std::vector<shim::Value> values;
  for (auto& argument : arguments) {
    auto value = argument.value;
    if (value.kind == shim::IntList) {
      value.pointer = argument.numbers.data();
      value.length = static_cast<int32_t>(argument.numbers.size());
    } else if (value.kind == shim::TensorList) {
      value.pointer = argument.handles.data();
      value.length = static_cast<int32_t>(argument.handles.size());
    } else if (value.kind == shim::Text) {
      value.pointer = argument.characters.data();
      value.length = static_cast<int32_t>(argument.characters.size());
    }
    values.push_back(value);
  }
  return ts_call(found, values.data(), static_cast<int32_t>(values.size()), results);
}

inline Tensor call_one(const char* name, const char* overload, std::vector<Argument> arguments) {
  const shim::Value* results = nullptr;
  EXPECT(call(name, overload, std::move(arguments), &results) == 1);
  EXPECT(results[0].kind == shim::TensorHandle);
  return Tensor(static_cast<TensorImpl*>(const_cast<void*>(results[0].pointer)));
}

inline Tensor filled(std::initializer_list<int64_t> sizes, double number) {
  return call_one("aten::full", "", {integers(sizes), real(number), integer(6)});
}

inline float first_element(const Tensor& owner) { return *static_cast<const float*>(ts_tensor_data(owner.handle)); }

// Whether the last call on this thread failed with a message that holds the text; asking clears it.
inline bool error_contains(const char* part) {
  const char* told = ts_last_error();
  return told != nullptr && std::strstr(told, part) != nullptr;
}

}  // namespace shim_tests
