// The check that the tests are written with.
#pragma once

#include <atomic>
#include <cstdio>
#include <cstdlib>

#include "../inpaint_inference.h"

namespace tests {

inline std::atomic<int> checks{0};

// What the C face told last.
inline char message[INPAINT_PLAN_MESSAGE_BYTES];

}  // namespace tests

#define EXPECT(condition)                                                                       \
  do {                                                                                          \
    tests::checks++;                                                                            \
    if (!(condition)) {                                                                         \
      std::fprintf(stderr, "%s:%d: %s\n%s\n", __FILE__, __LINE__, #condition, tests::message);  \
      std::_Exit(1);                                                                            \
    }                                                                                           \
  } while (false)
