// The C face of libtorch that the managed side calls. Every export is guarded: a C++ exception becomes a
// message that ts_last_error hands over, never the end of the process.
#pragma once

#include <ATen/core/Generator.h>
#include <ATen/core/Tensor.h>

#include <cstdint>
#include <exception>
#include <string>

#define SHIM_EXPORT extern "C" __attribute__((visibility("default")))

namespace shim {

// What a Value holds. The numbers are part of the interface: Interop/ArgumentKind.cs repeats them.
enum Kind : int32_t {
  None = 0,
  TensorHandle = 1,
  Int = 2,
  Double = 3,
  Bool = 4,
  Text = 5,        // pointer to UTF-8 of the given length
  IntList = 6,     // pointer to int64_t
  DoubleList = 7,  // pointer to double
  TensorList = 8,  // pointer to handles, of which some may be null
  Complex = 9,     // pointer to two doubles
  DeviceValue = 10,  // type in the low 8 bits, index (-1: none) above
  GeneratorHandle = 11,
};

// An argument or a result: 16 bytes.
struct Value {
  union {
    int64_t integer;
    double real;
    const void* pointer;
  };
  int32_t kind;
  int32_t length;
};
static_assert(sizeof(Value) == 16, "the managed side lays this out as 16 bytes");

using TensorImpl = c10::TensorImpl;

// A handle owns one reference. `borrow` shares it for the time of a call, `give` hands one to the caller.
inline at::Tensor borrow(TensorImpl* handle) {
  return handle == nullptr
      ? at::Tensor()
      : at::Tensor(c10::intrusive_ptr<TensorImpl, c10::UndefinedTensorImpl>::reclaim_copy(handle));
}

// For what is asked of the handle itself.
inline TensorImpl* required(TensorImpl* handle) {
  TORCH_CHECK(handle != nullptr, "there is no tensor");
  return handle;
}

inline c10::GeneratorImpl* required(c10::GeneratorImpl* handle) {
  TORCH_CHECK(handle != nullptr, "there is no generator");
  return handle;
}

inline TensorImpl* give(at::Tensor tensor) {
  return tensor.defined() ? tensor.unsafeReleaseTensorImpl() : nullptr;
}

inline at::Generator borrow(c10::GeneratorImpl* handle) {
  return handle == nullptr
      ? at::Generator()
      : at::Generator(c10::intrusive_ptr<c10::GeneratorImpl>::reclaim_copy(handle));
}

c10::Device unpack_device(int64_t packed);
int64_t pack_device(c10::Device device);
void remember_error(const char* message) noexcept;

// Runs `body`; on an exception remembers its message and returns `failure`.
template <typename Result, typename Body>
Result guarded(Result failure, Body&& body) noexcept {
  try {
    return body();
  } catch (const c10::Error& error) {
    remember_error(error.what_without_backtrace());
  } catch (const std::exception& error) {
    remember_error(error.what());
  } catch (...) {
    remember_error("an exception of unknown type in libtorch");
  }
  return failure;
}

}  // namespace shim
