// A tensor's life and the properties that are read too often for the operator call.
#include "shim.h"

#include <ATen/TensorUtils.h>
#include <ATen/ops/from_blob.h>

#include <cstring>

using shim::TensorImpl;
using shim::borrow;
using shim::guarded;
using shim::required;

SHIM_EXPORT void ts_tensor_release(TensorImpl* handle) {
  guarded(0, [&] {
    if (handle == nullptr) return 0;
    c10::intrusive_ptr<TensorImpl, c10::UndefinedTensorImpl>::reclaim(handle);
    return 0;
  });
}

// Another handle to the same tensor.
SHIM_EXPORT TensorImpl* ts_tensor_share(TensorImpl* handle) {
  return guarded<TensorImpl*>(nullptr, [&] { return shim::give(borrow(handle)); });
}

SHIM_EXPORT int64_t ts_tensor_dim(TensorImpl* handle) {
  return guarded<int64_t>(-1, [&] { return required(handle)->dim(); });
}

SHIM_EXPORT int64_t ts_tensor_numel(TensorImpl* handle) {
  return guarded<int64_t>(-1, [&] { return required(handle)->numel(); });
}

SHIM_EXPORT int32_t ts_tensor_sizes(TensorImpl* handle, int64_t* out) {
  return guarded<int32_t>(-1, [&] {
    const auto sizes = required(handle)->sizes();
    std::memcpy(out, sizes.data(), sizes.size() * sizeof(int64_t));
    return static_cast<int32_t>(sizes.size());
  });
}

SHIM_EXPORT int32_t ts_tensor_strides(TensorImpl* handle, int64_t* out) {
  return guarded<int32_t>(-1, [&] {
    const auto strides = required(handle)->strides();
    std::memcpy(out, strides.data(), strides.size() * sizeof(int64_t));
    return static_cast<int32_t>(strides.size());
  });
}

SHIM_EXPORT int32_t ts_tensor_dtype(TensorImpl* handle) {
  return guarded<int32_t>(-1, [&] { return static_cast<int32_t>(borrow(required(handle)).scalar_type()); });
}

// As packed by pack_device; -1 is never a device.
SHIM_EXPORT int64_t ts_tensor_device(TensorImpl* handle) {
  return guarded<int64_t>(INT64_MIN, [&] { return shim::pack_device(required(handle)->device()); });
}

SHIM_EXPORT int64_t ts_tensor_storage_offset(TensorImpl* handle) {
  return guarded<int64_t>(-1, [&] { return required(handle)->storage_offset(); });
}

SHIM_EXPORT int32_t ts_tensor_is_sparse(TensorImpl* handle) {
  return guarded<int32_t>(-1, [&] { return borrow(required(handle)).is_sparse() ? 1 : 0; });
}

SHIM_EXPORT int32_t ts_tensor_is_contiguous(TensorImpl* handle, int32_t memory_format) {
  return guarded<int32_t>(
      -1, [&] { return required(handle)->is_contiguous(static_cast<c10::MemoryFormat>(memory_format)) ? 1 : 0; });
}

// The address of the first element; null for an empty tensor (check ts_last_error to tell it from an error).
SHIM_EXPORT void* ts_tensor_data(TensorImpl* handle) {
  return guarded<void*>(nullptr, [&] { return borrow(handle).data_ptr(); });
}

// A tensor over memory of the caller, who is told by `release(context)` when it is no longer used.
SHIM_EXPORT TensorImpl* ts_tensor_from_memory(void* data, const int64_t* sizes, int32_t dimensions, int32_t dtype,
                                              void (*release)(void*), void* context) {
  return guarded<TensorImpl*>(nullptr, [&] {
    auto options = at::TensorOptions().dtype(static_cast<c10::ScalarType>(dtype)).device(c10::kCPU);
    return shim::give(
        at::from_blob(data, {sizes, static_cast<size_t>(dimensions)}, [=](void*) { release(context); }, options));
  });
}
