#include "byte_weights.h"

#include <algorithm>
#include <cmath>

#include "byte_kernel.h"

namespace inpaint {
namespace {

// What the numbers of one sign in a lane may add up to.
constexpr int kMostInLane = 32767 / kByteMost;

struct Window {
  int inputs, rows, columns, depth, row_groups;

  size_t weights() const { return static_cast<size_t>(inputs) * rows * columns; }
  size_t places() const { return static_cast<size_t>(rows) * row_groups * kByteGroupInputs; }
};

// One output's numbers in the order in which its inputs lie; returns the largest sum of one sign in a lane.
int number(const Window& window, const float* weight, float scale, std::vector<int8_t>& into) {
  std::fill(into.begin(), into.end(), static_cast<int8_t>(0));
  for (int c = 0; c < window.inputs; c++) {
    for (int y = 0; y < window.rows; y++) {
      for (int x = 0; x < window.columns; x++) {
        const float value = weight[(static_cast<size_t>(c) * window.rows + y) * window.columns + x] / scale;
        into[static_cast<size_t>(y) * window.row_groups * kByteGroupInputs + x * window.depth + c] =
            static_cast<int8_t>(std::lround(std::clamp(value, -127.0f, 127.0f)));
      }
    }
  }
  int most = 0;
  for (size_t group = 0; group < into.size(); group += kByteGroupInputs) {
    for (int lane = 0; lane < kByteInputs; lane += 2) {
      int above = 0, below = 0;
      for (int i = lane; i < kByteGroupInputs; i += kByteInputs) {
        for (const int value : {into[group + i], into[group + i + 1]}) (value > 0 ? above : below) += std::abs(value);
      }
      most = std::max({most, above, below});
    }
  }
  return most;
}

float choose_scale(const Window& window, const float* weight, std::vector<int8_t>& numbers) {
  float largest = 0;
  for (size_t i = 0; i < window.weights(); i++) largest = std::max(largest, std::fabs(weight[i]));
  if (!std::isfinite(largest)) throw InvalidGraph("a weight is not finite");
  float scale = std::max(largest / 127, 1e-20f);
  for (int most; (most = number(window, weight, scale, numbers)) > kMostInLane;)
    scale *= std::max(static_cast<float>(most) / kMostInLane, 1.001f);
  return scale;
}

}  // namespace

int byte_depth(int channels) { return (channels + kByteInputs - 1) / kByteInputs * kByteInputs; }

const int8_t* ByteWeights::block(size_t index) const {
  return reinterpret_cast<const int8_t*>(packed.get()) + index * groups * kByteGroupBytes;
}

ByteWeights pack_byte_weights(const float* weight, int outputs, int inputs, int rows, int columns) {
  const int depth = byte_depth(inputs);
  const Window window{inputs, rows, columns, depth, (columns * depth + kByteGroupInputs - 1) / kByteGroupInputs};
  ByteWeights made;
  made.row_groups = window.row_groups;
  made.groups = rows * window.row_groups;
  const size_t blocks = (static_cast<size_t>(outputs) + kByteOutputs - 1) / kByteOutputs;
  made.bytes = blocks * made.groups * kByteGroupBytes;
  made.packed = allocate(made.bytes);
  auto* const packed = reinterpret_cast<int8_t*>(made.packed.get());
  std::vector<int8_t> numbers(window.places());
  for (int o = 0; o < outputs; o++) {
    made.scales.push_back(choose_scale(window, weight + o * window.weights(), numbers));
    int32_t total = 0;
    auto* const block = packed + static_cast<size_t>(o / kByteOutputs) * made.groups * kByteGroupBytes;
    for (size_t i = 0; i < numbers.size(); i++) {
      total += numbers[i];
      block[(i / kByteInputs * kByteOutputs + o % kByteOutputs) * kByteInputs + i % kByteInputs] = numbers[i];
    }
    made.totals.push_back(total);
  }
  return made;
}

}  // namespace inpaint
