// The shim's own tests, for a build with sanitizers (SHIM_TESTS): its C face as the managed side calls it, and as it must not be called.
#include "convolution_tests.h"
#include "harness.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <thread>

namespace {

using namespace shim_tests;

void test_operators_by_name() {
  Tensor x = filled({2, 3}, 1.5);
  Tensor sum = call_one("aten::add", "Tensor", {tensor(x), tensor(x), integer(2)});
  EXPECT(first_element(sum) == 4.5f);
  Tensor padded = call_one("aten::constant_pad_nd", "", {tensor(x), integers({1, 1}), real(7)});
  EXPECT(ts_tensor_numel(padded.handle) == 10);
  Tensor product = call_one("aten::einsum", "", {text("ij,kj->ik"), tensors({x.handle, x.handle})});
  EXPECT(first_element(product) == 6.75f);
  // Optional elements of a list of tensors, and optional arguments that are left out.
  Tensor rows = call_one("aten::arange", "", {integer(2)});
  Tensor picked = call_one("aten::index", "Tensor", {tensor(x), tensors({nullptr, rows.handle})});
  EXPECT(ts_tensor_numel(picked.handle) == 4);
  const shim::Value* results = nullptr;
  EXPECT(call("aten::max", "dim", {tensor(x), integer(1)}, &results) == 2);
  for (int i = 0; i < 2; i++) ts_tensor_release(static_cast<TensorImpl*>(const_cast<void*>(results[i].pointer)));
  EXPECT(call("aten::chunk", "", {tensor(x), integer(2)}, &results) == 2);
  for (int i = 0; i < 2; i++) ts_tensor_release(static_cast<TensorImpl*>(const_cast<void*>(results[i].pointer)));
  EXPECT(call("aten::equal", "", {tensor(x), tensor(x)}, &results) == 1 && results[0].integer == 1);
}

void test_refusals() {
  Tensor x = filled({2, 3}, 1);
  const shim::Value* results = nullptr;
  EXPECT(ts_operator("aten::no_such_operator", "") == nullptr);
  EXPECT(error_contains("no_such_operator"));
  EXPECT(ts_last_error() == nullptr);
  EXPECT(call("aten::add", "Tensor", {tensor(x)}, &results) == -1 && error_contains("is missing"));
  EXPECT(call("aten::add", "Tensor", {tensor(x), text("x")}, &results) == -1 && error_contains("wrong type"));
  EXPECT(call("aten::add", "Tensor", {shim::Value{}, tensor(x)}, &results) == -1 && error_contains(""));
  EXPECT(call("aten::relu", "", {tensor(x), tensor(x), tensor(x)}, &results) == -1 && error_contains("takes"));
  EXPECT(call("aten::sum", "dim_IntList", {tensor(x), real(1)}, &results) == -1 && error_contains("wrong type"));
  EXPECT(call("aten::mm", "", {tensor(x), tensor(x)}, &results) == -1 && error_contains("2x3 and 2x3"));
  EXPECT(call("aten::select", "int", {tensor(x), integer(0), integer(9)}, &results) == -1 && error_contains("index"));
  EXPECT(call("aten::zeros", "", {integers({INT64_MAX / 8, 4})}, &results) == -1 && error_contains(""));
  EXPECT(call("aten::view", "", {tensor(x), integers({-5})}, &results) == -1 && error_contains(""));
  shim::Value unknown = tensor(x);
  unknown.kind = 99;
  EXPECT(call("aten::relu", "", {unknown}, &results) == -1 && error_contains("wrong type"));
  EXPECT(ts_call(nullptr, nullptr, 0, &results) == -1 && error_contains("no operator"));
  EXPECT(ts_call(ts_operator("aten::relu", ""), nullptr, -1, &results) == -1 && error_contains("takes"));
}

void test_null_handles() {
  int64_t numbers[4];
  EXPECT(ts_tensor_dim(nullptr) == -1 && error_contains("no tensor"));
  EXPECT(ts_tensor_numel(nullptr) == -1 && error_contains("no tensor"));
  EXPECT(ts_tensor_sizes(nullptr, numbers) == -1 && error_contains("no tensor"));
  EXPECT(ts_tensor_strides(nullptr, numbers) == -1 && error_contains("no tensor"));
  EXPECT(ts_tensor_device(nullptr) == INT64_MIN && error_contains("no tensor"));
  EXPECT(ts_tensor_data(nullptr) == nullptr && error_contains(""));
  EXPECT(ts_tensor_dtype(nullptr) == -1 && error_contains("no tensor"));
  EXPECT(ts_backward(nullptr, 0, nullptr, 0, 0, 0, nullptr, 0) >= -1);
  EXPECT(ts_generator_seed(nullptr, 1) == -1 && error_contains("no generator"));
  ts_last_error();
  ts_tensor_release(nullptr);
  ts_generator_release(nullptr);
  ts_leave_inference_mode(nullptr);
}

void test_shapes_and_memory() {
  Tensor scalar = filled({}, 3);
  int64_t numbers[4] = {};
  EXPECT(ts_tensor_dim(scalar.handle) == 0 && ts_tensor_sizes(scalar.handle, numbers) == 0 && ts_tensor_strides(scalar.handle, numbers) == 0);
  Tensor none = filled({0, 3}, 1);
  EXPECT(ts_tensor_numel(none.handle) == 0 && ts_tensor_sizes(none.handle, numbers) == 2);
  static std::atomic<int> released{0};
  std::array<float, 6> memory{1, 2, 3, 4, 5, 6};
  const int64_t sizes[] = {2, 3};
  {
    Tensor over{ts_tensor_from_memory(memory.data(), sizes, 2, 6, [](void*) { released++; }, nullptr)};
    Tensor again{ts_tensor_share(over.handle)};
    Tensor row = call_one("aten::select", "int", {tensor(over), integer(0), integer(1)});
    ts_tensor_release(over.take());
    EXPECT(first_element(row) == 4 && released == 0);
  }
  EXPECT(released == 1);
  Tensor named = filled({2, 3}, 1);
  const char* names[] = {"rows", nullptr};
  EXPECT(ts_tensor_rename(named.handle, names, 2) == 0 && ts_tensor_has_names(named.handle) == 1);
  EXPECT(std::string(ts_tensor_dimension_name(named.handle, 0)) == "rows" && ts_tensor_dimension_name(named.handle, 1) == nullptr);
  EXPECT(ts_tensor_dimension_name(named.handle, 2) == nullptr && error_contains("no dimension"));
  EXPECT(ts_tensor_rename(named.handle, names, 1) == -1 && error_contains(""));
  const char* bad[] = {"not a name", "x"};
  EXPECT(ts_tensor_rename(named.handle, bad, 2) == -1 && error_contains(""));
  EXPECT(ts_tensor_rename(named.handle, nullptr, 0) == 0 && ts_tensor_has_names(named.handle) == 0);
}

void test_gradients() {
  Tensor x = filled({3}, 2);
  EXPECT(ts_tensor_set_requires_grad(x.handle, 1) == 0);
  Tensor square = call_one("aten::mul", "Tensor", {tensor(x), tensor(x)});
  Tensor sum = call_one("aten::sum", "", {tensor(square)});
  EXPECT(ts_backward(&sum.handle, 1, nullptr, 0, 0, 0, nullptr, 0) == 0);
  Tensor gradient{ts_tensor_grad(x.handle)};
  EXPECT(first_element(gradient) == 4);
  EXPECT(ts_backward(&sum.handle, 1, nullptr, 0, 0, 0, nullptr, 0) == -1 && error_contains(""));
  EXPECT(ts_tensor_set_grad(x.handle, nullptr) == 0 && ts_tensor_grad(x.handle) == nullptr);
  Tensor integers_only = call_one("aten::arange", "", {integer(3)});
  EXPECT(ts_tensor_set_requires_grad(integers_only.handle, 1) == -1 && error_contains("floating point"));
  void* mode = ts_enter_inference_mode(1);
  EXPECT(ts_is_inference_mode() == 1);
  Tensor inferred = filled({1}, 1);
  ts_leave_inference_mode(mode);
  EXPECT(ts_is_inference_mode() == 0);
  EXPECT(ts_tensor_set_requires_grad(inferred.handle, 1) == -1 && error_contains(""));
}

void test_generators() {
  const int64_t cpu = -256;
  auto* generator = ts_generator_new(cpu, 7);
  uint64_t seed = 0;
  EXPECT(ts_generator_initial_seed(generator, &seed) == 0 && seed == 7);
  Tensor state{ts_generator_state(generator)};
  Tensor wrong = filled({3}, 1);
  EXPECT(ts_generator_set_state(generator, wrong.handle) == -1 && error_contains(""));
  EXPECT(ts_generator_set_state(generator, nullptr) == -1 && error_contains(""));
  EXPECT(ts_generator_set_state(generator, state.handle) == 0);
  EXPECT(ts_generator_new(1, 7) == nullptr && error_contains(""));  // CUDA, which is not there
  ts_generator_release(generator);
}

void test_threads() {
  constexpr int kThreads = 8;
  constexpr int kRounds = 200;
  Tensor shared = filled({8, 8}, 1);
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; t++) {
    threads.emplace_back([&shared, t] {
      const shim::Value* results = nullptr;
      for (int i = 0; i < kRounds; i++) {
        Tensor mine{ts_tensor_share(shared.handle)};
        Tensor scaled = call_one("aten::mul", "Scalar", {tensor(mine), integer(t + i)});
        Tensor product = call_one("aten::matmul", "", {tensor(scaled), tensor(mine)});
        EXPECT(first_element(product) == 8.0f * static_cast<float>(t + i));
        EXPECT(call("aten::mm", "", {tensor(mine), tensor(filled({3}, 1))}, &results) == -1);
        EXPECT(error_contains("matrix"));
      }
    });
  }
  for (auto& thread : threads) thread.join();
}

// Sizes on both sides of where the allocator's own blocks begin, and of its steps.
void test_large_tensors() {
  constexpr int kThreads = 4;
  static constexpr int64_t kCounts[] = {(1 << 18) - 1, 1 << 18, (1 << 18) + 1, 3 << 18, (5 << 20) + 3, 8 << 20};
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; t++) {
    threads.emplace_back([t] {
      for (int round = 0; round < 6; round++) {
        std::vector<Tensor> kept;
        for (int64_t count : kCounts) kept.push_back(filled({count}, t * 100 + round));
        // Filled anew where it lies, from end to end: no two tensors may share memory.
        for (size_t i = 0; i < kept.size(); i++) {
          auto* values = static_cast<float*>(ts_tensor_data(kept[i].handle));
          EXPECT(reinterpret_cast<uintptr_t>(values) % 64 == 0);
          EXPECT(values[0] == t * 100 + round && values[kCounts[i] - 1] == values[0]);
          std::fill_n(values, kCounts[i], static_cast<float>(i));
        }
        for (size_t i = 0; i < kept.size(); i++) {
          auto* values = static_cast<float*>(ts_tensor_data(kept[i].handle));
          EXPECT(values[0] == i && values[kCounts[i] / 2] == i && values[kCounts[i] - 1] == i);
        }
      }
    });
  }
  for (auto& thread : threads) thread.join();
  const shim::Value* results = nullptr;
  EXPECT(call("aten::zeros", "", {integers({int64_t{1} << 45})}, &results) == -1 && error_contains("can't allocate memory"));
}

}  // namespace

int main() {
  ts_initialize(2);
  test_operators_by_name();
  test_refusals();
  test_null_handles();
  test_shapes_and_memory();
  test_gradients();
  test_generators();
  test_threads();
  test_large_tensors();
  shim_tests::test_convolutions();
  std::printf("%d checks passed\n", shim_tests::checks.load());
  return 0;
}
