// What belongs to the process: threads, devices, the last error of a thread.
#include "allocator.h"
#include "shim.h"

#include <ATen/Parallel.h>
#include <c10/core/impl/DeviceGuardImplInterface.h>

#include <dlfcn.h>
#include <malloc.h>

using shim::guarded;

namespace {

thread_local std::string last_error;
thread_local bool has_error = false;

}  // namespace

namespace shim {

void remember_error(const char* message) noexcept {
  try {
    last_error = message;
  } catch (...) {
    last_error.clear();
  }
  has_error = true;
}

c10::Device unpack_device(int64_t packed) {
  return {static_cast<c10::DeviceType>(packed & 0xff), static_cast<c10::DeviceIndex>(packed >> 8)};
}

int64_t pack_device(c10::Device device) {
  return (static_cast<int64_t>(device.index()) * 256) | static_cast<int64_t>(device.type());
}

}  // namespace shim

// The message of the last failed call on this thread, or null; asking clears it.
SHIM_EXPORT const char* ts_last_error() {
  if (!has_error) return nullptr;
  has_error = false;
  return last_error.c_str();
}

// Once, before the first operator: keeps freed memory in the process, where the next forward takes it from (that of large
// tensors and that of kernels' buffers), and makes libtorch's CUDA part known if it is installed.
SHIM_EXPORT void ts_initialize(int32_t threads) {
  guarded(0, [&] {
    mallopt(M_MMAP_THRESHOLD, 32 << 20);
    mallopt(M_TRIM_THRESHOLD, INT32_MAX);
    mallopt(M_TOP_PAD, 64 << 20);
    shim::use_caching_allocator();
    at::set_num_threads(threads);
    if (dlopen("libtorch_cuda.so", RTLD_NOW | RTLD_GLOBAL) == nullptr) dlerror();
    return 0;
  });
}

SHIM_EXPORT int32_t ts_num_threads() { return at::get_num_threads(); }

SHIM_EXPORT int32_t ts_set_num_threads(int32_t threads) {
  return guarded<int32_t>(-1, [&] {
    at::set_num_threads(threads);
    return 0;
  });
}

SHIM_EXPORT int32_t ts_num_interop_threads() { return at::get_num_interop_threads(); }

SHIM_EXPORT int32_t ts_set_num_interop_threads(int32_t threads) {
  return guarded<int32_t>(-1, [&] {
    at::set_num_interop_threads(threads);
    return 0;
  });
}

SHIM_EXPORT int32_t ts_cuda_device_count() {
  return guarded<int32_t>(0, [] {
    constexpr auto cuda = c10::DeviceType::CUDA;
    return c10::impl::hasDeviceGuardImpl(cuda) ? static_cast<int32_t>(c10::impl::getDeviceGuardImpl(cuda)->deviceCount()) : 0;
  });
}
