// Numbers made from floats, pooled and joined, against the same one by one.
#include <algorithm>
#include <cmath>

#include "harness.h"

namespace tests {
namespace {

void test_numbers() {
  for (const auto layout : {Layout::plain, Layout::blocked}) {
    for (const int channels : {1, 3, 8, 12, 40}) {
      Tensor from = blocked({channels, 7, 23});
      from.layout = layout;
      Step step;
      step.reorder = true;
      step.inputs = {0};
      step.output = 1;
      OneStep one({from, numbers({channels, 7, 23}, 0.03f, 50)}, step, 2);
      const auto value = [&](int c, int y, int x) -> float& { return layout == Layout::blocked ? one.value(0, c, y, x) : one.at<float>(0)[(c * 7 + y) * 23 + x]; };
      for (int c = 0; c < channels; c++)
        for (int y = 0; y < 7; y++)
          for (int x = 0; x < 23; x++) value(c, y, x) = below(40) == 0 ? 1e9f * normal() : normal();
      one.run();
      for (int c = 0; c < channels; c++)
        for (int y = 0; y < 7; y++)
          for (int x = 0; x < 23; x++) {
            const float scaled = std::clamp(std::fma(value(c, y, x), 1 / 0.03f, 50.0f), -1e6f, 1e6f);
            EXPECT(one.number(1, c, y, x) == std::clamp(static_cast<int>(std::nearbyint(scaled)), 0, kByteMost));
          }
    }
  }
}

void test_pools() {
  const int windows[][3] = {{2, 2, 0}, {3, 2, 1}, {3, 1, 1}, {2, 3, 0}};
  for (const auto& [kernel, stride, padding] : windows) {
    for (const int channels : {3, 16, 33}) {
      const int height = 9, width = 12, rows = (height + 2 * padding - kernel) / stride + 1, columns = (width + 2 * padding - kernel) / stride + 1;
      Step step;
      step.kind = Kind::max_pool;
      step.inputs = {0};
      step.output = 1;
      for (int i = 0; i < 2; i++) {
        step.kernel[i] = kernel;
        step.stride[i] = stride;
        step.padding[i] = padding;
      }
      OneStep one({numbers({channels, height, width}, 1, 0), numbers({channels, rows, columns}, 1, 0)}, step, 2);
      one.fill(0, false);
      one.run();
      for (int c = 0; c < channels; c++)
        for (int y = 0; y < rows; y++)
          for (int x = 0; x < columns; x++) {
            int most = 0;
            for (int r = std::max(y * stride - padding, 0); r < std::min(y * stride - padding + kernel, height); r++)
              for (int s = std::max(x * stride - padding, 0); s < std::min(x * stride - padding + kernel, width); s++) most = std::max<int>(most, one.number(0, c, r, s));
            EXPECT(one.number(1, c, y, x) == most);
          }
    }
  }
}

// The second input lies in the joined tensor already; the first is wanted twice, and once has to be copied.
void test_joins() {
  Step step;
  step.kind = Kind::concat;
  step.inputs = {0, 1, 0};
  step.output = 2;
  OneStep one({numbers({5, 6, 7}, 1, 0), numbers({16, 6, 7}, 1, 0), numbers({26, 6, 7}, 1, 0)}, step, 1);
  EXPECT(pixel_pitch(one.graph(), 0) == 26 && pixel_pitch(one.graph(), 1) == 26);
  one.fill(0, false);
  one.fill(1, false);
  one.run();
  for (int y = 0; y < 6; y++)
    for (int x = 0; x < 7; x++) {
      for (int c = 0; c < 5; c++) EXPECT(one.number(2, c, y, x) == one.number(0, c, y, x) && one.number(2, 21 + c, y, x) == one.number(0, c, y, x));
      for (int c = 0; c < 16; c++) EXPECT(one.number(2, 5 + c, y, x) == one.number(1, c, y, x));
    }
}

}  // namespace

void test_features() {
  test_numbers();
  test_pools();
  test_joins();
}

}  // namespace tests
