// Reads the caller's graph and checks it: nothing after this has to doubt a shape or a count.
#include <string>

#include "plan.h"

namespace inpaint {
namespace {

constexpr int64_t kLargestTensor = int64_t{1} << 31;

[[noreturn]] void refuse(int32_t step, const std::string& what) {
  throw InvalidGraph("step " + std::to_string(step) + ": " + what);
}

void require(bool holds, int32_t step, const char* what) {
  if (!holds) refuse(step, what);
}

std::vector<float> copy(const float* values, int64_t count, int32_t step) {
  require(count >= 0 && (values != nullptr || count == 0), step, "weights are missing");
  return count == 0 ? std::vector<float>() : std::vector<float>(values, values + count);
}

Step read_step(const inpaint_plan_step& from, int32_t index, int32_t tensors) {
  const auto known = [&](int32_t tensor) { return tensor >= 0 && tensor < tensors; };
  require(from.kind >= 0 && from.kind <= static_cast<int32_t>(Kind::cross_attention), index, "unknown kind");
  require(from.activation >= 0 && from.activation <= static_cast<int32_t>(Activation::quick_gelu), index, "unknown activation");
  require(from.input_count >= 0 && from.input_count <= INPAINT_PLAN_INPUTS, index, "too many inputs");
  require(known(from.output), index, "its output is no tensor");
  require((from.factor < 0) == (from.offset < 0), index, "a factor without an offset");
  require(from.factor < 0 || (known(from.factor) && known(from.offset)), index, "its factor or offset is no tensor");
  Step step;
  step.kind = static_cast<Kind>(from.kind);
  for (int32_t i = 0; i < from.input_count; i++) {
    require(known(from.inputs[i]), index, "an input is no tensor");
    step.inputs.push_back(from.inputs[i]);
  }
  step.output = from.output;
  step.factor = from.factor;
  step.offset = from.offset;
  step.activation = static_cast<Activation>(from.activation);
  step.alpha = from.alpha;
  step.beta = from.beta;
  for (int i = 0; i < 2; i++) {
    step.kernel[i] = from.kernel[i];
    step.stride[i] = from.stride[i];
    step.padding[i] = from.padding[i];
  }
  step.weight = copy(from.weight, from.weight_count, index);
  step.bias = copy(from.bias, from.bias_count, index);
  return step;
}

void check_order(const Graph& graph) {
  std::vector<bool> made(graph.tensors.size());
  for (int32_t i = 0; i < static_cast<int32_t>(graph.steps.size()); i++) {
    const auto& step = graph.steps[i];
    for (const auto input : step.inputs) require(made[input], i, "an input is made by no earlier step");
    if (step.factor >= 0) require(made[step.factor] && made[step.offset], i, "factor or offset is made by no earlier step");
    if (step.kind == Kind::output) {
      require(step.inputs.size() == 1 && step.inputs[0] == step.output, i, "an output is not its own tensor");
      continue;
    }
    require(!made[step.output], i, "its output has been made before");
    made[step.output] = true;
  }
}

}  // namespace

Graph read_graph(const inpaint_plan_graph& from) {
  if (from.shapes == nullptr || from.steps == nullptr || from.shape_count < 1 || from.step_count < 1) throw InvalidGraph("the graph is empty");
  if (from.threads < 1 || from.threads > 1024) throw InvalidGraph("threads are not 1 to 1024");
  Graph graph;
  graph.threads = from.threads;
  graph.caller_tensors = from.shape_count;
  for (int32_t i = 0; i < from.shape_count; i++) {
    const auto& shape = from.shapes[i];
    const bool positive = shape.channels > 0 && shape.height > 0 && shape.width > 0;
    if (!positive || static_cast<int64_t>(shape.height) * shape.width > kLargestTensor / shape.channels)
      throw InvalidGraph("tensor " + std::to_string(i) + " is empty or too large");
    Tensor tensor;
    tensor.shape = shape;
    graph.tensors.push_back(tensor);
  }
  for (int32_t i = 0; i < from.step_count; i++) graph.steps.push_back(read_step(from.steps[i], i, from.shape_count));
  check_order(graph);
  check_shapes(graph);
  return graph;
}

}  // namespace inpaint
