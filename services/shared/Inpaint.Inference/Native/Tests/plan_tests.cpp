// Plans' own tests, for a build with sanitizers (INFERENCE_TESTS): cross-attention by the C face, as it is and as it must not be called.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <random>
#include <thread>
#include <vector>

#include "expect.h"

namespace {

using tests::checks;
using tests::message;

// The kinds of Inpaint.Inference.StepKind.
constexpr int32_t kInput = 0, kOutput = 1, kCrossAttention = 16;
constexpr float kEpsilon = 1e-5f;

using Values = std::vector<float>;
using Row = std::vector<double>;

Values drawn(size_t count, unsigned seed) {
  std::mt19937 generator(seed);
  std::normal_distribution<float> normal(0, .3f);
  Values values(count);
  std::generate(values.begin(), values.end(), [&] { return normal(generator); });
  return values;
}

struct Shape {
  int channels, heads, width, most, rows, columns, threads;

  size_t features() const { return static_cast<size_t>(channels) * rows * columns; }
  size_t tokens() const { return static_cast<size_t>(most) * width; }
};

// A graph of three inputs, the attention and an output; its parts may be spoiled before it is compiled.
struct Graph {
  Values weight, bias;
  std::vector<inpaint_plan_shape> shapes;
  std::vector<inpaint_plan_step> steps;
  int threads;

  explicit Graph(const Shape& s)
      : weight(drawn(2 * static_cast<size_t>(s.channels) * (s.channels + s.width) + s.width, 1)), bias(drawn(4 * static_cast<size_t>(s.channels), 2)),
        shapes{{s.channels, s.rows, s.columns}, {s.most, 1, s.width}, {1, 1, 1}, {s.channels, s.rows, s.columns}}, threads(s.threads) {
    for (int32_t i = 0; i < 3; i++) add(kInput, i, {});
    add(kCrossAttention, 3, {0, 1, 2});
    attention().stride[0] = s.heads;
    attention().alpha = attention().beta = kEpsilon;
    add(kOutput, 3, {3});
  }

  inpaint_plan_step& attention() { return steps[3]; }

  void add(int32_t kind, int32_t output, const std::vector<int32_t>& inputs) {
    inpaint_plan_step step{};
    step.kind = kind;
    step.output = output;
    step.factor = step.offset = -1;
    step.input_count = static_cast<int32_t>(inputs.size());
    std::copy(inputs.begin(), inputs.end(), step.inputs);
    steps.push_back(step);
  }

  int32_t compile(inpaint_plan** plan) {
    attention().weight = weight.data();
    attention().weight_count = static_cast<int64_t>(weight.size());
    attention().bias = bias.data();
    attention().bias_count = static_cast<int64_t>(bias.size());
    const inpaint_plan_graph graph{shapes.data(), static_cast<int32_t>(shapes.size()), steps.data(), static_cast<int32_t>(steps.size()), threads, nullptr};
    inpaint_plan_facts facts;
    return inpaint_plan_compile(&graph, plan, &facts, message);
  }
};

// The definition, in double precision.
Row normalized(const Row& x) {
  double mean = 0, squares = 0;
  for (const auto value : x) mean += value / static_cast<double>(x.size());
  for (const auto value : x) squares += (value - mean) * (value - mean) / static_cast<double>(x.size());
  Row result;
  for (const auto value : x) result.push_back((value - mean) / std::sqrt(squares + kEpsilon));
  return result;
}

Row linear(const Row& x, const float* weight, const float* bias, size_t outputs) {
  Row result(bias, bias + outputs);
  for (size_t o = 0; o < outputs; o++)
    for (size_t i = 0; i < x.size(); i++) result[o] += weight[o * x.size() + i] * x[i];
  return result;
}

struct Case {
  Shape shape;
  Graph graph;
  inpaint_plan* plan = nullptr;

  explicit Case(const Shape& wanted) : shape(wanted), graph(wanted) { EXPECT(graph.compile(&plan) == INPAINT_PLAN_OK); }
  Case(const Case&) = delete;
  ~Case() { inpaint_plan_free(plan); }

  Values run(const Values& features, const Values& tokens, const Values& counts) const {
    Values result(features.size());
    const float* inputs[] = {features.data(), tokens.data(), counts.data()};
    float* outputs[] = {result.data()};
    EXPECT(inpaint_plan_run(plan, static_cast<int64_t>(counts.size()), inputs, outputs, message) == INPAINT_PLAN_OK);
    return result;
  }

  std::vector<Row> read(const float* tokens, size_t count) const {
    const auto* const first = graph.weight.data() + graph.weight.size() - shape.width;
    std::vector<Row> rows{normalized(Row(first, first + shape.width))};
    for (size_t t = 0; t < count; t++) rows.push_back(normalized(Row(tokens + t * shape.width, tokens + (t + 1) * shape.width)));
    return rows;
  }

  Row answer(const Row& position, const std::vector<Row>& read) const {
    const size_t c = shape.channels, each = c / shape.heads;
    const auto *const query = graph.weight.data(), *const key = query + c * c, *const value = key + c * shape.width, *const out = value + c * shape.width;
    const auto* const bias = graph.bias.data();
    const auto asked = linear(normalized(position), query, bias, c);
    std::vector<Row> keys, values;
    for (const auto& token : read) {
      keys.push_back(linear(token, key, bias + c, c));
      values.push_back(linear(token, value, bias + 2 * c, c));
    }
    Row mixed(c);
    for (size_t head = 0; head < c; head += each) {
      Row scores(read.size());
      double sum = 0;
      for (size_t t = 0; t < read.size(); t++)
        for (size_t i = head; i < head + each; i++) scores[t] += asked[i] * keys[t][i];
      const auto most = *std::max_element(scores.begin(), scores.end());
      for (auto& score : scores) sum += score = std::exp(score - most);
      for (size_t t = 0; t < read.size(); t++)
        for (size_t i = head; i < head + each; i++) mixed[i] += scores[t] / sum * values[t][i];
    }
    return linear(mixed, out, bias + 3 * c, c);
  }

  // What lies beyond a sample's tokens would spoil all that touches it.
  Values tokens(const std::vector<int>& counts) const {
    auto values = drawn(shape.tokens() * counts.size(), 4);
    for (size_t s = 0; s < counts.size(); s++)
      std::fill(values.begin() + s * shape.tokens() + counts[s] * shape.width, values.begin() + (s + 1) * shape.tokens(), std::numeric_limits<float>::quiet_NaN());
    return values;
  }

  void check(const std::vector<int>& counts) const {
    const auto features = drawn(shape.features() * counts.size(), 3), sequence = tokens(counts);
    const auto result = run(features, sequence, Values(counts.begin(), counts.end()));
    const size_t pixels = static_cast<size_t>(shape.rows) * shape.columns;
    double largest = 0;
    for (size_t s = 0; s < counts.size(); s++) {
      const auto known = read(sequence.data() + s * shape.tokens(), counts[s]);
      for (size_t p = 0; p < pixels; p++) {
        Row position;
        for (int c = 0; c < shape.channels; c++) position.push_back(features[s * shape.features() + c * pixels + p]);
        const auto wanted = answer(position, known);
        for (int c = 0; c < shape.channels; c++) largest = std::max(largest, std::abs(position[c] + wanted[c] - result[s * shape.features() + c * pixels + p]));
      }
    }
    EXPECT(largest < 1e-4);
  }
};

void test_results() {
  for (const int threads : {1, 2, 3}) {
    Case({16, 2, 12, 9, 3, 5, threads}).check({0, 9, 1, 4, 0, 8, 2});
    // Widths that fill no vector, one position, one token, and work enough to be shared out.
    Case({15, 3, 7, 1, 1, 1, threads}).check({1, 0, 1, 1});
    Case({20, 4, 33, 77, 16, 9, threads}).check({77});
    Case({33, 1, 20, 33, 13, 10, threads}).check({32, 0, 33, 31, 17});
  }
}

void test_counts_that_are_none() {
  const Case one({8, 2, 6, 5, 2, 2, 2});
  const auto features = drawn(one.shape.features(), 3), tokens = drawn(one.shape.tokens(), 4);
  constexpr auto infinity = std::numeric_limits<float>::infinity();
  for (const float count : {-1.0f, -infinity, std::numeric_limits<float>::quiet_NaN(), .9f, -1e38f}) EXPECT(one.run(features, tokens, {count}) == one.run(features, tokens, {0}));
  for (const float count : {6.0f, 1e38f, infinity, 5.5f}) EXPECT(one.run(features, tokens, {count}) == one.run(features, tokens, {5}));
}

void test_refusals() {
  const Shape shape{8, 2, 6, 5, 2, 2, 1};
  const auto refuses = [&](auto spoil) {
    Graph graph(shape);
    spoil(graph);
    inpaint_plan* plan = nullptr;
    EXPECT(graph.compile(&plan) == INPAINT_PLAN_INVALID && plan == nullptr && std::strstr(message, "step 3") != nullptr);
  };
  refuses([](Graph& graph) { graph.attention().stride[0] = 3; });
  refuses([](Graph& graph) { graph.attention().stride[0] = 0; });
  refuses([](Graph& graph) { graph.attention().stride[0] = -2; });
  refuses([](Graph& graph) { graph.weight.pop_back(); });
  refuses([](Graph& graph) { graph.bias.push_back(0); });
  refuses([](Graph& graph) { graph.attention().input_count = 2; });
  refuses([](Graph& graph) { graph.attention().inputs[2] = 9; });
  refuses([](Graph& graph) { graph.attention().factor = graph.attention().offset = 4; });
  refuses([](Graph& graph) { graph.shapes[1].height = 2; });
  refuses([](Graph& graph) { graph.shapes[1].width = 7; });
  refuses([](Graph& graph) { graph.shapes[2].channels = 2; });
  refuses([](Graph& graph) { graph.shapes[3].height = 3; });
  refuses([](Graph& graph) { graph.shapes[1] = {1, 1, 1 << 30}; });
}

void test_threads() {
  const Case shared({16, 4, 24, 40, 8, 5, 2});
  const std::vector<std::vector<int>> batches{{0}, {40}, {3, 0}, {1, 40, 17}};
  std::vector<Values> inputs, expected;
  const auto run = [&](size_t batch) {
    return shared.run(drawn(shared.shape.features() * batches[batch].size(), 5), inputs[batch], Values(batches[batch].begin(), batches[batch].end()));
  };
  for (const auto& batch : batches) inputs.push_back(shared.tokens(batch));
  for (size_t batch = 0; batch < batches.size(); batch++) expected.push_back(run(batch));
  std::vector<std::thread> threads;
  for (size_t t = 0; t < 4; t++) {
    threads.emplace_back([&, t] {
      for (size_t i = 0; i < 40; i++) EXPECT(run((t + i) % batches.size()) == expected[(t + i) % batches.size()]);
    });
  }
  for (auto& thread : threads) thread.join();
}

}  // namespace

int main() {
  test_results();
  test_counts_that_are_none();
  test_refusals();
  test_threads();
  std::printf("%d checks passed\n", checks.load());
  return 0;
}
