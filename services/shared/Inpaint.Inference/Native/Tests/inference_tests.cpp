// The library's own tests, for a build with sanitizers (INFERENCE_TESTS): transformers by their C face, as they are and as they must not be called.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <random>
#include <thread>
#include <vector>

#include "../inpaint_transformer.h"
#include "expect.h"

namespace {

using tests::checks;
using tests::message;

constexpr int32_t kRelu = 1, kSigmoid = 3, kTanh = 4, kSilu = 5, kGelu = 6, kQuickGelu = 8;
using Values = std::vector<float>;

Values drawn(size_t count, unsigned seed, float about = 0) {
  std::mt19937 generator(seed);
  std::normal_distribution<float> normal(about, .3f);
  Values values(count);
  std::generate(values.begin(), values.end(), [&] { return normal(generator); });
  return values;
}

struct Layer {
  Values weight, bias;
};

Layer drawn_layer(int outputs, int inputs, unsigned seed) { return {drawn(static_cast<size_t>(outputs) * inputs, seed), drawn(outputs, seed + 1)}; }

struct Weights {
  Layer attention, query, key, value, output, mlp, first, second;

  Weights(int width, int hidden, unsigned seed)
      : attention{drawn(width, seed, 1), drawn(width, seed + 1)}, query(drawn_layer(width, width, seed + 2)), key(drawn_layer(width, width, seed + 4)),
        value(drawn_layer(width, width, seed + 6)), output(drawn_layer(width, width, seed + 8)), mlp{drawn(width, seed + 10, 1), drawn(width, seed + 11)},
        first(drawn_layer(hidden, width, seed + 12)), second(drawn_layer(width, hidden, seed + 14)) {}

  inpaint_transformer_block block() const {
    return {attention.weight.data(), attention.bias.data(), query.weight.data(), query.bias.data(), key.weight.data(), key.bias.data(),
            value.weight.data(), value.bias.data(), output.weight.data(), output.bias.data(), mlp.weight.data(), mlp.bias.data(),
            first.weight.data(), first.bias.data(), second.weight.data(), second.bias.data()};
  }
};

// The definition, in double precision.
using Row = std::vector<double>;

Row norm(const Row& x, const Layer& layer, double epsilon) {
  double mean = 0, squares = 0;
  for (const auto value : x) mean += value / static_cast<double>(x.size());
  for (const auto value : x) squares += (value - mean) * (value - mean) / static_cast<double>(x.size());
  Row result(x.size());
  for (size_t i = 0; i < x.size(); i++) result[i] = (x[i] - mean) / std::sqrt(squares + epsilon) * layer.weight[i] + layer.bias[i];
  return result;
}

Row linear(const Row& x, const Layer& layer) {
  Row result(layer.bias.begin(), layer.bias.end());
  for (size_t o = 0; o < result.size(); o++)
    for (size_t i = 0; i < x.size(); i++) result[o] += layer.weight[o * x.size() + i] * x[i];
  return result;
}

double activated(double x, int32_t activation) {
  switch (activation) {
    case kRelu: return std::max(x, 0.0);
    case kSigmoid: return 1 / (1 + std::exp(-x));
    case kTanh: return std::tanh(x);
    case kSilu: return x / (1 + std::exp(-x));
    case kGelu: return x * std::erfc(-x / std::sqrt(2.0)) / 2;
    case kQuickGelu: return x / (1 + std::exp(-1.702 * x));
    default: return x;
  }
}

void run_block(std::vector<Row>& rows, const Weights& w, const inpaint_transformer_shape& shape, const float* bias) {
  const size_t length = rows.size(), each = shape.width / shape.heads;
  std::vector<Row> queries, keys, values;
  for (const auto& row : rows) {
    const auto normed = norm(row, w.attention, shape.epsilon);
    queries.push_back(linear(normed, w.query));
    keys.push_back(linear(normed, w.key));
    values.push_back(linear(normed, w.value));
  }
  for (size_t q = 0; q < length; q++) {
    Row mixed(shape.width);
    for (size_t head = 0; head < static_cast<size_t>(shape.width); head += each) {
      Row scores(length);
      double sum = 0;
      for (size_t k = 0; k < length; k++) {
        for (size_t i = head; i < head + each; i++) scores[k] += queries[q][i] * keys[k][i] / std::sqrt(static_cast<double>(each));
        if (bias != nullptr) scores[k] += bias[q * length + k];
      }
      const auto most = *std::max_element(scores.begin(), scores.end());
      for (auto& score : scores) sum += score = std::exp(score - most);
      for (size_t k = 0; k < length; k++)
        for (size_t i = head; i < head + each; i++) mixed[i] += scores[k] / sum * values[k][i];
    }
    const auto answer = linear(mixed, w.output);
    for (size_t i = 0; i < answer.size(); i++) rows[q][i] += answer[i];
  }
  for (auto& row : rows) {
    auto hidden = linear(norm(row, w.mlp, shape.epsilon), w.first);
    for (auto& value : hidden) value = activated(value, shape.activation);
    const auto answer = linear(hidden, w.second);
    for (size_t i = 0; i < answer.size(); i++) row[i] += answer[i];
  }
}

struct Case {
  inpaint_transformer_shape shape;
  std::vector<Weights> weights;
  inpaint_transformer* transformer = nullptr;

  Case(inpaint_transformer_shape wanted, int blocks) : shape(wanted) {
    EXPECT(inpaint_transformer_create(&shape, &transformer, message) == INPAINT_PLAN_OK);
    for (int i = 0; i < blocks; i++) {
      weights.emplace_back(shape.width, shape.hidden, 100u * i);
      const auto block = weights.back().block();
      int64_t bytes = 0;
      EXPECT(inpaint_transformer_add(transformer, &block, &bytes, message) == INPAINT_PLAN_OK);
      EXPECT(bytes >= static_cast<int64_t>(sizeof(float)) * (4 * shape.width * shape.width + 2 * shape.width * shape.hidden));
    }
  }
  Case(const Case&) = delete;
  ~Case() { inpaint_transformer_free(transformer); }

  // bias: none, one for all, or one a sample.
  void check(int64_t batch, int64_t length, int biases) const {
    const auto square = static_cast<size_t>(length * length), sample = static_cast<size_t>(length * shape.width);
    auto state = drawn(batch * sample, 7);
    const auto before = state;
    auto bias = drawn(std::max(biases, 1) * square, 8);
    for (size_t i = 0; i < bias.size(); i += 3) bias[i] = -3.4e38f;
    const int32_t count = static_cast<int32_t>(weights.size());
    const auto stride = biases > 1 ? static_cast<int64_t>(square) : 0;
    EXPECT(inpaint_transformer_run(transformer, 0, count, state.data(), batch, length, biases == 0 ? nullptr : bias.data(), stride, message) == INPAINT_PLAN_OK);
    auto spent = before;
    std::vector<int32_t> positions;
    for (int64_t s = 0; s < batch; s++) positions.push_back(static_cast<int32_t>(5 * s % length));
    Values pooled(static_cast<size_t>(batch * shape.width));
    EXPECT(inpaint_transformer_pool(transformer, spent.data(), batch, length, biases == 0 ? nullptr : bias.data(), stride, positions.data(), pooled.data(), message) == INPAINT_PLAN_OK);
    for (int64_t s = 0; s < batch; s++) {
      std::vector<Row> rows;
      for (int64_t p = 0; p < length; p++) rows.emplace_back(&before[s * sample + p * shape.width], &before[s * sample + p * shape.width] + shape.width);
      for (const auto& block : weights) run_block(rows, block, shape, biases == 0 ? nullptr : bias.data() + s * stride);
      double largest = 0;
      for (int64_t p = 0; p < length; p++)
        for (int32_t i = 0; i < shape.width; i++) largest = std::max(largest, std::abs(rows[p][i] - state[s * sample + p * shape.width + i]));
      for (int32_t i = 0; i < shape.width; i++) largest = std::max(largest, std::abs(rows[positions[s]][i] - pooled[s * shape.width + i]));
      EXPECT(largest < 2e-4);
    }
  }
};

void test_results() {
  for (const int32_t activation : {0, kRelu, kSigmoid, kTanh, kSilu}) {
    Case one({24, 2, 40, activation, 2, 1e-5f}, 1);
    one.check(2, 11, 0);
  }
  for (const auto activation : {kGelu, kQuickGelu}) {
    for (const int threads : {1, 3}) {
      Case whole({32, 4, 64, activation, threads, 1e-5f}, 2);
      whole.check(1, 1, 0);
      whole.check(3, 17, 1);
      whole.check(2, 50, 2);
      // Widths that fill no vector, and more rows than go together.
      Case odd({15, 3, 21, activation, threads, 1e-5f}, 1);
      odd.check(1, 7, 0);
      odd.check(31, 40, 31);
      odd.check(1, 700, 1);
    }
  }
}

void test_refusals() {
  inpaint_transformer* none = nullptr;
  for (const auto& shape : {inpaint_transformer_shape{0, 1, 8, 0, 1, 1e-5f}, {8, 3, 8, 0, 1, 1e-5f}, {8, 0, 8, 0, 1, 1e-5f}, {8, 2, 0, 0, 1, 1e-5f},
                            {8, 2, 8, 99, 1, 1e-5f}, {8, 2, 8, 0, 0, 1e-5f}, {1 << 20, 1, 8, 0, 1, 1e-5f}})
    EXPECT(inpaint_transformer_create(&shape, &none, message) == INPAINT_PLAN_INVALID && none == nullptr);
  Case one({16, 2, 24, kGelu, 2, 1e-5f}, 1);
  auto block = one.weights[0].block();
  block.value_bias = nullptr;
  int64_t bytes;
  EXPECT(inpaint_transformer_add(one.transformer, &block, &bytes, message) == INPAINT_PLAN_INVALID);
  auto state = drawn(5 * 16, 1);
  const auto run = [&](int32_t first, int32_t count, float* values, int64_t batch, int64_t length) {
    return inpaint_transformer_run(one.transformer, first, count, values, batch, length, nullptr, 0, message);
  };
  EXPECT(run(0, 2, state.data(), 1, 5) == INPAINT_PLAN_INVALID && std::strstr(message, "blocks") != nullptr);
  EXPECT(run(-1, 1, state.data(), 1, 5) == INPAINT_PLAN_INVALID);
  EXPECT(run(0, 1, nullptr, 1, 5) == INPAINT_PLAN_INVALID);
  EXPECT(run(0, 1, state.data(), 0, 5) == INPAINT_PLAN_INVALID);
  EXPECT(run(0, 1, state.data(), 1, 1 << 20) == INPAINT_PLAN_INVALID);
  const auto pool = [&](const int32_t* positions, float* pooled) {
    return inpaint_transformer_pool(one.transformer, state.data(), 1, 5, nullptr, 0, positions, pooled, message);
  };
  float pooled[16];
  for (const int32_t position : {-1, 5}) EXPECT(pool(&position, pooled) == INPAINT_PLAN_INVALID && std::strstr(message, "position") != nullptr);
  EXPECT(pool(nullptr, pooled) == INPAINT_PLAN_INVALID);
  EXPECT(run(0, 1, state.data(), 1, 5) == INPAINT_PLAN_OK && run(1, 0, state.data(), 1, 5) == INPAINT_PLAN_OK);
}

void test_threads() {
  Case shared({16, 2, 32, kQuickGelu, 2, 1e-5f}, 2);
  std::vector<Values> expected;
  const auto run = [&](int64_t length) {
    auto state = drawn(length * 16, 3);
    EXPECT(inpaint_transformer_run(shared.transformer, 0, 2, state.data(), 1, length, nullptr, 0, message) == INPAINT_PLAN_OK);
    return state;
  };
  for (int64_t length = 0; length < 9; length++) expected.push_back(run(length + 1));
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; t++) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 60; i++) EXPECT(run((t + i) % 9 + 1) == expected[(t + i) % 9]);
    });
  }
  for (auto& thread : threads) thread.join();
}

}  // namespace

int main() {
  test_results();
  test_refusals();
  test_threads();
  std::printf("%d checks passed\n", checks.load());
  return 0;
}
