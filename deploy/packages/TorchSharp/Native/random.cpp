// Random number generators.
#include "shim.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Context.h>

#include <mutex>

using c10::GeneratorImpl;
using shim::TensorImpl;
using shim::guarded;
using shim::required;

namespace {

GeneratorImpl* give(at::Generator generator) {
  auto* impl = generator.unsafeGetGeneratorImpl();
  c10::raw::intrusive_ptr::incref(impl);
  return impl;
}

}  // namespace

SHIM_EXPORT GeneratorImpl* ts_generator_new(int64_t device, uint64_t seed) {
  return guarded<GeneratorImpl*>(nullptr, [&] {
    const auto where = shim::unpack_device(device);
    auto generator = where.is_cpu() ? at::detail::createCPUGenerator() : at::globalContext().defaultGenerator(where).clone();
    generator.set_current_seed(seed);
    return give(std::move(generator));
  });
}

SHIM_EXPORT GeneratorImpl* ts_generator_default(int64_t device) {
  return guarded<GeneratorImpl*>(
      nullptr, [&] { return give(at::globalContext().defaultGenerator(shim::unpack_device(device))); });
}

SHIM_EXPORT void ts_generator_release(GeneratorImpl* handle) {
  guarded(0, [&] {
    if (handle == nullptr) return 0;
    c10::intrusive_ptr<GeneratorImpl>::reclaim(handle);
    return 0;
  });
}

SHIM_EXPORT int32_t ts_generator_seed(GeneratorImpl* handle, uint64_t seed) {
  return guarded<int32_t>(-1, [&] {
    std::lock_guard<std::mutex> lock(required(handle)->mutex_);
    handle->set_current_seed(seed);
    return 0;
  });
}

// A seed that nobody chose, which the generator then has.
SHIM_EXPORT int32_t ts_generator_random_seed(GeneratorImpl* handle, uint64_t* seed) {
  return guarded<int32_t>(-1, [&] {
    std::lock_guard<std::mutex> lock(required(handle)->mutex_);
    *seed = handle->seed();
    return 0;
  });
}

SHIM_EXPORT int32_t ts_generator_initial_seed(GeneratorImpl* handle, uint64_t* seed) {
  return guarded<int32_t>(-1, [&] {
    std::lock_guard<std::mutex> lock(required(handle)->mutex_);
    *seed = handle->current_seed();
    return 0;
  });
}

SHIM_EXPORT TensorImpl* ts_generator_state(GeneratorImpl* handle) {
  return guarded<TensorImpl*>(nullptr, [&] {
    std::lock_guard<std::mutex> lock(required(handle)->mutex_);
    return shim::give(shim::borrow(handle).get_state());
  });
}

SHIM_EXPORT int32_t ts_generator_set_state(GeneratorImpl* handle, TensorImpl* state) {
  return guarded<int32_t>(-1, [&] {
    std::lock_guard<std::mutex> lock(required(handle)->mutex_);
    shim::borrow(handle).set_state(shim::borrow(state));
    return 0;
  });
}
