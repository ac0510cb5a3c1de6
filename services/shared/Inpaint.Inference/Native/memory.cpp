// Where activations lie: every tensor gets a place in one block of memory, which it shares with tensors that live at other times.
#ifdef __linux__
#include <sys/mman.h>
#endif

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <new>
#include <numeric>

#include "plan.h"

namespace inpaint {
namespace {

constexpr size_t kAlignment = 64;
constexpr size_t kLargePage = 2 << 20;

size_t align(size_t bytes) { return (bytes + kAlignment - 1) / kAlignment * kAlignment; }

struct Life {
  size_t first = SIZE_MAX;
  size_t last = 0;

  void seen(size_t step) {
    first = std::min(first, step);
    last = std::max(last, step);
  }

  bool meets(const Life& other) const { return first <= other.last && other.first <= last; }
};

bool settles(const Graph& graph, int32_t child, int32_t parent) {
  const auto& tensor = graph.tensors[child];
  // oneDNN wants the numbers of its pixels without gaps.
  const bool apart = tensor.layout != Layout::pixels || graph.bytes;
  return tensor.parent < 0 && child != parent && tensor.layout == graph.tensors[parent].layout && apart;
}

// Inputs of a concatenation are written where they are wanted, so that joining costs nothing; a reshaped tensor lies where it lay.
void place_within(Graph& graph, const Step& step) {
  size_t offset = 0;
  for (const auto input : step.inputs) {
    auto& tensor = graph.tensors[input];
    if (settles(graph, input, step.output)) {
      tensor.parent = step.output;
      tensor.parent_bytes = offset;
    }
    offset += tensor.layout == Layout::pixels ? tensor.shape.channels : tensor.elements() * sizeof(float);
  }
}

std::pair<int32_t, size_t> root(const Graph& graph, int32_t tensor) {
  size_t offset = 0;
  while (graph.tensors[tensor].parent >= 0) {
    offset += graph.tensors[tensor].parent_bytes;
    tensor = graph.tensors[tensor].parent;
  }
  return {tensor, offset};
}

std::vector<Life> lives(const Graph& graph) {
  std::vector<Life> all(graph.tensors.size());
  const auto seen = [&](int32_t tensor, size_t step) {
    if (tensor >= 0) all[root(graph, tensor).first].seen(step);
  };
  for (size_t i = 0; i < graph.steps.size(); i++) {
    const auto& step = graph.steps[i];
    for (const auto input : step.inputs) seen(input, i);
    seen(step.factor, i);
    seen(step.offset, i);
    seen(step.output, i);
  }
  return all;
}

}  // namespace

Memory allocate(size_t bytes) {
  const auto whole = std::max(align(bytes), kAlignment);
  const bool large = whole >= kLargePage;
  auto* memory = static_cast<std::byte*>(large ? std::aligned_alloc(kLargePage, whole) : std::aligned_alloc(kAlignment, whole));
  if (memory == nullptr) throw std::bad_alloc();
#ifdef __linux__
  // Whole pages alone: no more memory is taken. Where it is refused, small ones do.
  if (large) madvise(memory, whole / kLargePage * kLargePage, MADV_HUGEPAGE);
#endif
  std::memset(memory, 0, whole);
  return Memory(memory);
}

size_t plan_memory(Graph& graph) {
  for (const auto& step : graph.steps) {
    if (step.kind == Kind::concat || step.kind == Kind::reshape) place_within(graph, step);
  }
  const auto life = lives(graph);
  std::vector<int32_t> order;
  for (int32_t i = 0; i < static_cast<int32_t>(graph.tensors.size()); i++) {
    if (graph.tensors[i].parent < 0 && life[i].first != SIZE_MAX) order.push_back(i);
  }
  std::stable_sort(order.begin(), order.end(), [&](int32_t a, int32_t b) { return graph.tensors[a].bytes() > graph.tensors[b].bytes(); });

  size_t total = 0;
  std::vector<int32_t> placed;
  for (const auto tensor : order) {
    size_t offset = 0;
    const auto bytes = align(graph.tensors[tensor].bytes());
    // Placed tensors are kept in the order of their offsets: the first gap that is large enough is taken.
    for (const auto other : placed) {
      if (!life[tensor].meets(life[other])) continue;
      if (graph.tensors[other].offset >= offset + bytes) break;
      offset = std::max(offset, graph.tensors[other].offset + align(graph.tensors[other].bytes()));
    }
    graph.tensors[tensor].offset = offset;
    total = std::max(total, offset + bytes);
    placed.push_back(tensor);
    std::sort(placed.begin(), placed.end(), [&](int32_t a, int32_t b) { return graph.tensors[a].offset < graph.tensors[b].offset; });
  }
  for (int32_t i = 0; i < static_cast<int32_t>(graph.tensors.size()); i++) {
    if (graph.tensors[i].parent < 0) continue;
    const auto [owner, offset] = root(graph, i);
    graph.tensors[i].offset = graph.tensors[owner].offset + offset;
  }
  return total;
}

}  // namespace inpaint
