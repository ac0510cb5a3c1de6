// Names of dimensions.
#include "shim.h"

#include <ATen/Dimname.h>

#include <vector>

using shim::TensorImpl;
using shim::borrow;
using shim::guarded;

SHIM_EXPORT int32_t ts_tensor_has_names(TensorImpl* handle) {
  return guarded<int32_t>(-1, [&] { return borrow(handle).has_names() ? 1 : 0; });
}

// Lives as long as the process; null where the dimension has no name (check ts_last_error to tell it from an error).
SHIM_EXPORT const char* ts_tensor_dimension_name(TensorImpl* handle, int64_t dimension) {
  return guarded<const char*>(nullptr, [&]() -> const char* {
    const auto tensor = borrow(handle);
    const auto names = tensor.names();
    TORCH_CHECK(dimension >= 0 && dimension < static_cast<int64_t>(names.size()), "the tensor has no dimension ", dimension);
    const auto name = names[static_cast<size_t>(dimension)];
    return name.isWildcard() ? nullptr : name.symbol().toUnqualString();
  });
}

// A null name: none. Without any names (count 0) those that there are go.
SHIM_EXPORT int32_t ts_tensor_rename(TensorImpl* handle, const char* const* names, int32_t count) {
  return guarded<int32_t>(-1, [&] {
    if (count == 0) {
      borrow(handle).rename_(c10::nullopt);
      return 0;
    }
    std::vector<at::Dimname> parsed;
    parsed.reserve(static_cast<size_t>(count));
    for (int32_t i = 0; i < count; i++) {
      parsed.push_back(names[i] == nullptr ? at::Dimname::wildcard() : at::Dimname::fromSymbol(at::Symbol::dimname(names[i])));
    }
    borrow(handle).rename_(at::DimnameList(parsed));
    return 0;
  });
}
