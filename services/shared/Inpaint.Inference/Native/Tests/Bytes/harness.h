// What the tests are written with: graphs of one step on drawn numbers, run by the suite's own 8-bit steps.
#pragma once

#include <random>
#include <vector>

#include "../../byte_kernel.h"
#include "../../byte_weights.h"
#include "../../plan.h"
#include "../expect.h"

namespace tests {

using namespace inpaint;

inline std::mt19937& random_bits() {
  static std::mt19937 bits(5);
  return bits;
}

inline float normal() { return std::normal_distribution<float>()(random_bits()); }

inline int below(int count) { return static_cast<int>(random_bits()() % static_cast<unsigned>(count)); }

inline Tensor numbers(inpaint_plan_shape shape, float scale, int32_t zero) {
  Tensor tensor;
  tensor.shape = shape;
  tensor.layout = Layout::pixels;
  tensor.is_float = false;
  tensor.scale = scale;
  tensor.zero = zero;
  return tensor;
}

inline Tensor blocked(inpaint_plan_shape shape) {
  Tensor tensor;
  tensor.shape = shape;
  tensor.layout = Layout::blocked;
  return tensor;
}

// A graph of one step with memory; every tensor lies where the step is done.
class OneStep {
 public:
  using Compile = CompiledStep (*)(const Graph&, const Step&);

  OneStep(std::vector<Tensor> tensors, Step step, int threads, Compile compile = compile_byte_step) {
    graph_.bytes = true;
    graph_.threads = threads;
    graph_.tensors = std::move(tensors);
    step.quantized = !step.reorder;
    graph_.steps = {std::move(step)};
    context_.activations = allocate(plan_memory(graph_));
    compiled_ = compile(graph_, graph_.steps[0]);
    context_.scratch = allocate(compiled_->scratch_bytes());
  }

  const Graph& graph() const { return graph_; }
  void run() { compiled_->bind(context_)(); }

  template <class Value>
  Value* at(int32_t tensor) { return reinterpret_cast<Value*>(context_.at(graph_.tensors[tensor])); }

  uint8_t& number(int32_t tensor, int channel, int row, int column) {
    const auto& shape = graph_.tensors[tensor].shape;
    return at<uint8_t>(tensor)[(static_cast<size_t>(row) * shape.width + column) * pixel_pitch(graph_, tensor) + channel];
  }

  float& value(int32_t tensor, int channel, int row, int column) {
    const auto& shape = graph_.tensors[tensor].shape;
    return at<float>(tensor)[((static_cast<size_t>(channel / block()) * shape.height + row) * shape.width + column) * block() + channel % block()];
  }

  // Draws numbers of all sizes, or the largest alone.
  void fill(int32_t tensor, bool largest) {
    const auto& shape = graph_.tensors[tensor].shape;
    for (int c = 0; c < shape.channels; c++)
      for (int y = 0; y < shape.height; y++)
        for (int x = 0; x < shape.width; x++) number(tensor, c, y, x) = static_cast<uint8_t>(largest ? kByteMost : below(kByteMost + 1));
  }

 private:
  Graph graph_;
  Context context_;
  CompiledStep compiled_;
};

void test_weights();
void test_convolutions();
void test_features();
void test_winograd();
void test_linear_products();

}  // namespace tests
