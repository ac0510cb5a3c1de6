// Linear layers by the suite's own products and by oneDNN's, against their definition, and what lies beside them.
#include <algorithm>
#include <cmath>

#include "../../linear_product.h"
#include "harness.h"

namespace tests {
namespace {

constexpr int kApart = 3;  // values between rows
constexpr float kBeside = 7;

std::vector<float> normals(size_t count) {
  std::vector<float> values(count);
  std::generate(values.begin(), values.end(), normal);
  return values;
}

double activated(double x, Activation activation) {
  switch (activation) {
    case Activation::relu: return std::max(x, 0.0);
    case Activation::tanh: return std::tanh(x);
    case Activation::gelu: return x * std::erfc(-x / std::sqrt(2.0)) / 2;
    case Activation::quick_gelu: return x / (1 + std::exp(-1.702 * x));
    default: return x;
  }
}

struct Layer {
  int outputs, inputs;
  std::vector<float> weight = normals(static_cast<size_t>(outputs) * inputs), bias = normals(static_cast<size_t>(outputs));

  double at(int output, const float* from, int64_t step) const {
    double sum = bias[output];
    for (int64_t k = 0; k < inputs; k++) sum += double{weight[output * int64_t{inputs} + k]} * from[k * step];
    return sum;
  }

  double allowed() const { return 3e-6 * (8 + 4 * std::sqrt(inputs)); }
};

// Of rows along or across memory, any of them with any others.
void test_own(int rows, const Layer& layer, Activation activation, bool adds, bool across, int threads) {
  const int line = layer.outputs + kApart;
  const auto from = normals(static_cast<size_t>(rows) * layer.inputs);
  auto into = normals(static_cast<size_t>(rows) * line);
  for (int r = 0; r < rows; r++) std::fill_n(into.begin() + r * line + layer.outputs, kApart, kBeside);
  const auto before = into;
  const int64_t row = across ? 1 : layer.inputs, value = across ? rows : 1;
  const PackedMatrix matrix(layer.weight.data(), layer.bias.data(), layer.outputs, layer.inputs);
  matrix.multiply({from.data(), row, value, rows}, {into.data(), line, adds, activation}, threads);
  for (int r = 0; r < rows; r++) {
    for (int o = 0; o < layer.outputs; o++) {
      const auto expected = activated(layer.at(o, from.data() + r * row, value) + (adds ? before[r * line + o] : 0), activation);
      EXPECT(std::fabs(into[r * line + o] - expected) <= layer.allowed());
    }
    for (int i = 0; i < kApart; i++) EXPECT(into[r * line + layer.outputs + i] == kBeside);
  }
  // A row gives the same whatever is around it.
  auto alone = std::vector<float>(before.begin() + (rows - 1) * line, before.end());
  matrix.multiply({from.data() + (rows - 1) * row, row, value, 1}, {alone.data(), line, adds, activation}, 1);
  EXPECT(std::equal(alone.begin(), alone.end(), into.end() - line));
}

void test_both(int rows, const Layer& layer, Activation activation, bool adds) {
  for (const auto products : {Products::own, Products::onednn}) {
    const auto packed = pack_linear(layer.weight.data(), layer.bias.data(), layer.outputs, layer.inputs);
    EXPECT(packed.bytes() >= sizeof(float) * layer.outputs * layer.inputs);
    if (products == Products::own && !packed.own) continue;
    const auto pitch = row_pitch(products, layer.inputs);
    auto from = normals(static_cast<size_t>(rows * pitch)), into = normals(static_cast<size_t>(rows) * layer.outputs);
    const auto before = into;
    const LinearProduct product(products, {rows, layer.outputs, layer.inputs, pitch, layer.outputs, activation, adds}, 2);
    const auto scratch = allocate(product.scratch_bytes());
    dnnl::stream stream(engine());
    product.run(stream, packed, from.data(), into.data(), scratch.get());
    for (int r = 0; r < rows; r++) {
      for (int o = 0; o < layer.outputs; o++) {
        const auto index = r * layer.outputs + o;
        EXPECT(std::fabs(into[index] - activated(layer.at(o, from.data() + r * pitch, 1) + (adds ? before[index] : 0), activation)) <= layer.allowed());
      }
    }
  }
}

}  // namespace

void test_linear_products() {
  const Activation activations[] = {Activation::none, Activation::relu, Activation::tanh, Activation::gelu, Activation::quick_gelu};
  int i = 0;
  for (const int outputs : {1, 15, 16, 40, 64}) {
    for (const int inputs : {1, 7, 8, 48, 385, 800}) {
      const Layer layer{outputs, inputs};
      for (const int rows : {1, 2, 5, 6, 7, 11, 50, 165, 330}) {
        i++;
        test_own(rows, layer, activations[i % 5], i % 2 == 0, i % 3 == 0, 1 + i % 3);
      }
    }
  }
  for (const int rows : {1, 50, 200}) {
    test_both(rows, {48, 32}, Activation::quick_gelu, false);
    test_both(rows, {32, 400}, Activation::none, true);
  }
}

}  // namespace tests
