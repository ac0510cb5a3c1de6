#include <algorithm>
#include <cstring>

#include "byte_kernel.h"
#include "guard.h"
#include "kernels.h"
#include "plan.h"

namespace {

using namespace inpaint;

CompiledStep compile(const Graph& graph, const Step& step, size_t& inputs, size_t& outputs) {
  const auto pixels = [&](int32_t tensor) { return graph.tensors[tensor].layout == Layout::pixels; };
  if (graph.bytes && (step.quantized || pixels(step.output))) return compile_byte_step(graph, step);
  if (step.reorder) return pixels(step.inputs[0]) || pixels(step.output) ? compile_quantized_reorder(graph, step) : compile_reorder(graph, step);
  if (step.quantized && step.kind != Kind::transposed) {
    if (step.kind == Kind::convolution) return compile_quantized_convolution(graph, step);
    return compile_quantized_feature_step(graph, step);
  }
  switch (step.kind) {
    case Kind::convolution: return compile_convolution(graph, step);
    case Kind::transposed: return compile_transposed(graph, step);
    case Kind::linear: return compile_linear(graph, step);
    case Kind::activation: return compile_activation(graph, step);
    case Kind::cross_attention: return compile_cross_attention(graph, step);
    case Kind::input: return compile_plain_step(graph, step, inputs++);
    case Kind::output: return compile_plain_step(graph, step, outputs++);
    case Kind::constant: return compile_plain_step(graph, step, 0);
    default: return compile_feature_step(graph, step);
  }
}

std::unique_ptr<Context> take(inpaint_plan& plan) {
  {
    const std::lock_guard<std::mutex> lock(plan.guard);
    if (!plan.idle.empty()) {
      auto context = std::move(plan.idle.back());
      plan.idle.pop_back();
      return context;
    }
  }
  auto context = std::make_unique<Context>();
  context->activations = allocate(plan.activation_bytes);
  context->scratch = allocate(plan.scratch_bytes);
  for (const auto& step : plan.steps) context->actions.push_back(step->bind(*context));
  return context;
}

// A context that goes back to the plan whatever happens.
class Loan {
 public:
  explicit Loan(inpaint_plan& plan) : plan_(plan), context_(take(plan)) {}
  ~Loan() {
    const std::lock_guard<std::mutex> lock(plan_.guard);
    plan_.idle.push_back(std::move(context_));
  }
  Loan(const Loan&) = delete;
  Loan& operator=(const Loan&) = delete;

  Context& context() { return *context_; }

 private:
  inpaint_plan& plan_;
  std::unique_ptr<Context> context_;
};

void execute(Context& context, int64_t sample, const float* const* inputs, float* const* outputs) {
  context.inputs = inputs;
  context.outputs = outputs;
  context.sample = sample;
  for (const auto& action : context.actions) action();
}

// As many samples as there are threads are computed side by side, a thread each: nothing waits for the slowest thread of a step.
// The rest goes one by one with all threads. Each sample's arithmetic is the same either way.
void run(inpaint_plan& plan, int64_t batch, const float* const* inputs, float* const* outputs) {
  const int threads = plan.graph.threads;
  const auto together = threads == 1 ? 0 : batch / threads * threads;
  if (together > 0) {
    std::exception_ptr failure;
#pragma omp parallel num_threads(threads)
    try {
      const int64_t team = omp_get_num_threads(), member = omp_get_thread_num();
      Loan loan(plan);
      for (auto sample = member; sample < together; sample += team) execute(loan.context(), sample, inputs, outputs);
    } catch (...) {
#pragma omp critical
      failure = std::current_exception();
    }
    if (failure) std::rethrow_exception(failure);
  }
  if (together == batch) return;
  Loan loan(plan);
  for (auto sample = together; sample < batch; sample++) execute(loan.context(), sample, inputs, outputs);
}

void observe(inpaint_plan& plan, const float* const* inputs, float* ranges) {
  std::vector<std::vector<float>> results;
  std::vector<float*> outputs;
  for (const auto& step : plan.graph.steps) {
    if (step.kind == Kind::output && !step.reorder) results.emplace_back(plan.graph.tensors[step.output].elements());
  }
  for (auto& result : results) outputs.push_back(result.data());
  Loan loan(plan);
  auto& context = loan.context();
  context.inputs = inputs;
  context.outputs = outputs.data();
  context.sample = 0;
  for (size_t i = 0; i < plan.steps.size(); i++) {
    context.actions[i]();
    const auto& step = plan.graph.steps[i];
    if (step.output >= plan.graph.caller_tensors) continue;
    const auto& tensor = plan.graph.tensors[step.output];
    const auto count = tensor.layout == Layout::blocked ? padded(tensor.shape.channels) * tensor.pixels() : tensor.elements();
    widen_range(reinterpret_cast<const float*>(context.at(tensor)), count, ranges + 2 * static_cast<size_t>(step.output));
  }
}

}  // namespace

int32_t inpaint_plan_compile(const inpaint_plan_graph* graph, inpaint_plan** made, inpaint_plan_facts* facts, char* message) {
  return guarded(message, [&] {
    const Threads threads(graph->threads);
    auto plan = std::make_unique<inpaint_plan>();
    plan->graph = read_graph(*graph);
    if (graph->ranges != nullptr) quantize(plan->graph, graph->ranges, byte_kernel() != nullptr);
    choose_layouts(plan->graph);
    plan->activation_bytes = plan_memory(plan->graph);
    size_t inputs = 0, outputs = 0, weights = 0;
    int32_t quantized = 0;
    for (auto& step : plan->graph.steps) {
      auto compiled = compile(plan->graph, step, inputs, outputs);
      plan->scratch_bytes = std::max(plan->scratch_bytes, compiled->scratch_bytes());
      weights += compiled->weight_bytes();
      quantized += step.quantized;
      plan->steps.push_back(std::move(compiled));
      // The compiled step has its own, in the order of its kernel.
      step.weight = {};
    }
    *facts = {static_cast<int64_t>(plan->activation_bytes + plan->scratch_bytes), static_cast<int64_t>(weights), static_cast<int32_t>(plan->steps.size()), quantized};
    *made = plan.release();
  });
}

int32_t inpaint_plan_run(inpaint_plan* plan, int64_t batch, const float* const* inputs, float* const* outputs, char* message) {
  return guarded(message, [&] {
    const Threads threads(plan->graph.threads);
    run(*plan, batch, inputs, outputs);
  });
}

int32_t inpaint_plan_observe(inpaint_plan* plan, const float* const* inputs, float* ranges, char* message) {
  return guarded(message, [&] {
    const Threads threads(plan->graph.threads);
    observe(*plan, inputs, ranges);
  });
}

void inpaint_plan_free(inpaint_plan* plan) { delete plan; }
