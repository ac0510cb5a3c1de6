// What stands between the C face and the C++ behind it.
#pragma once

#include <omp.h>

#include <cstdio>
#include <new>

#include "plan.h"

namespace inpaint {

inline void tell(char* message, const char* text) {
  if (message != nullptr) std::snprintf(message, INPAINT_PLAN_MESSAGE_BYTES, "%s", text);
}

// No exception leaves the library: it becomes a reason and a message.
template <class Body>
int32_t guarded(char* message, const Body& body) noexcept {
  try {
    body();
    return INPAINT_PLAN_OK;
  } catch (const InvalidGraph& error) {
    tell(message, error.what());
    return INPAINT_PLAN_INVALID;
  } catch (const dnnl::error& error) {
    tell(message, error.what());
    return error.status == dnnl_unimplemented ? INPAINT_PLAN_UNSUPPORTED : error.status == dnnl_out_of_memory ? INPAINT_PLAN_NO_MEMORY : INPAINT_PLAN_FAILED;
  } catch (const std::bad_alloc&) {
    tell(message, "no memory for the plan");
    return INPAINT_PLAN_NO_MEMORY;
  } catch (const std::exception& error) {
    tell(message, error.what());
    return INPAINT_PLAN_FAILED;
  } catch (...) {
    tell(message, "unknown failure");
    return INPAINT_PLAN_FAILED;
  }
}

// The calling thread's OpenMP setting, which belongs to others too, for as long as a plan works.
class Threads {
 public:
  explicit Threads(int count) : before_(omp_get_max_threads()) { omp_set_num_threads(count); }
  ~Threads() { omp_set_num_threads(before_); }
  Threads(const Threads&) = delete;
  Threads& operator=(const Threads&) = delete;

 private:
  int before_;
};

}  // namespace inpaint
