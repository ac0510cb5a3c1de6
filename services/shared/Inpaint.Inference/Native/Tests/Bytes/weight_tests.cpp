// No activations of 7 bits may take a lane out of 16 bits, and no weight may be further from its number than half a number.
#include <algorithm>
#include <cmath>

#include "harness.h"

namespace tests {
namespace {

struct Shape {
  int outputs, inputs, rows, columns;
};

// The number that the kernel takes for an input of a group.
int at(const ByteWeights& weights, int output, int place) {
  return weights.block(output / kByteOutputs)[(place / kByteInputs * kByteOutputs + output % kByteOutputs) * kByteInputs + place % kByteInputs];
}

void check_lanes(const ByteWeights& weights, const Shape& shape) {
  for (int o = 0; o < shape.outputs; o++) {
    int total = 0;
    for (int group = 0; group < weights.groups; group++) {
      for (int lane = 0; lane < kByteInputs; lane += 2) {
        int above = 0, below = 0;
        for (int step = 0; step < kByteSteps; step++) {
          for (int i = 0; i < 2; i++) {
            const int number = at(weights, o, group * kByteGroupInputs + step * kByteInputs + lane + i);
            (number > 0 ? above : below) += number;
            total += number;
          }
        }
        EXPECT(above * kByteMost <= 32767 && below * kByteMost >= -32768);
      }
    }
    EXPECT(total == weights.totals[o]);
  }
}

void check_values(const ByteWeights& weights, const Shape& shape, const std::vector<float>& values) {
  const int depth = byte_depth(shape.inputs);
  size_t i = 0;
  for (int o = 0; o < shape.outputs; o++)
    for (int c = 0; c < shape.inputs; c++)
      for (int y = 0; y < shape.rows; y++)
        for (int x = 0; x < shape.columns; x++, i++) {
          const int number = at(weights, o, y * weights.row_groups * kByteGroupInputs + x * depth + c);
          EXPECT(std::fabs(number * weights.scales[o] - values[i]) <= weights.scales[o] * 0.5001f);
        }
}

}  // namespace

void test_weights() {
  const Shape shapes[] = {{16, 32, 3, 3}, {3, 5, 1, 1}, {33, 64, 2, 2}, {17, 3, 5, 3}};
  for (const auto& shape : shapes) {
    std::vector<float> values(static_cast<size_t>(shape.outputs) * shape.inputs * shape.rows * shape.columns);
    const auto check = [&](auto draw) {
      for (auto& value : values) value = draw();
      const auto weights = pack_byte_weights(values.data(), shape.outputs, shape.inputs, shape.rows, shape.columns);
      check_lanes(weights, shape);
      check_values(weights, shape, values);
      return weights.scales[0];
    };
    check([] { return normal(); });
    // Weights that are all as large as can be: of one sign, of both, of either sign by chance.
    const float coarse = check([] { return 1.0f; });
    EXPECT(shape.inputs < 32 || coarse > 1 / 64.0f);
    check([] { return -1.0f; });
    int turn = 0;
    check([&] { return turn++ % 2 == 0 ? 1.0f : -1.0f; });
    check([] { return below(2) == 0 ? 1.0f : -1.0f; });
    check([] { return below(50) == 0 ? 1000.0f : normal(); });
    // Nothing at all, and weights that are as fine as their type.
    check([] { return 0.0f; });
    check([] { return 1e-30f * normal(); });
  }
}

}  // namespace tests
