// What a compiled plan is made of. A plan is immutable; what changes while it runs is in a Context, one an executing thread.
#pragma once

#include <dnnl.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <vector>

#include "inpaint_inference.h"

namespace inpaint {

// The kinds of inpaint_plan_step, in the order of Inpaint.Inference.StepKind.
enum class Kind : int32_t {
  input, output, constant, convolution, transposed, max_pool, concat, add, upsample, linear, multiply, affine,
  pixel_shuffle, pixel_unshuffle, activation, reshape, cross_attention,
};

enum class Activation : int32_t { none, relu, leaky_relu, sigmoid, tanh, silu, gelu, elu, quick_gelu };

// The caller's graph is not one; the message says where.
struct InvalidGraph : std::invalid_argument {
  using std::invalid_argument::invalid_argument;
};

// plain: [channel][row][column]. blocked: [channel / block][row][column][channel % block], absent channels zero.
// pixels: [row][column][channel], 8 bits.
enum class Layout { plain, blocked, pixels };

struct Tensor {
  inpaint_plan_shape shape{};
  Layout layout = Layout::plain;
  bool is_float = true;      // else numbers of 8 bits without sign: value = (number - zero) * scale
  float scale = 1;
  int32_t zero = 0;
  int32_t parent = -1;       // the tensor in whose memory this one lies
  size_t parent_bytes = 0;   // and where
  size_t offset = 0;         // in the context's memory
  int32_t source = -1;       // the caller's tensor of which this one is a copy in another layout

  size_t elements() const { return static_cast<size_t>(shape.channels) * shape.height * shape.width; }
  size_t pixels() const { return static_cast<size_t>(shape.height) * shape.width; }
  size_t bytes() const;
};

// A step as it will be executed: its tensors are in the layouts that it wants.
struct Step {
  Kind kind{};
  bool reorder = false;
  bool quantized = false;
  std::vector<int32_t> inputs;
  int32_t output = -1;
  int32_t factor = -1;
  int32_t offset = -1;
  Activation activation = Activation::none;
  float alpha = 0;
  float beta = 0;
  int32_t kernel[2]{}, stride[2]{}, padding[2]{};
  std::vector<float> weight;
  std::vector<float> bias;
};

struct Graph {
  std::vector<Tensor> tensors;
  std::vector<Step> steps;
  int32_t caller_tensors = 0;
  int threads = 1;
  bool bytes = false;  // 8 bits are done by the suite's own kernel, not by oneDNN's
};

using Action = std::function<void()>;

struct Free {
  void operator()(void* memory) const { std::free(memory); }
};

using Memory = std::unique_ptr<std::byte, Free>;

// Zeroed and aligned to a cache line.
Memory allocate(size_t bytes);

// Whether this processor has a set of instructions.
bool has(dnnl::cpu_isa wanted);
// Channels that lie side by side in a blocked tensor on this processor.
int32_t block();
size_t padded(int32_t channels);
dnnl::engine& engine();

// Everything that one execution writes to.
struct Context {
  Memory activations;
  Memory scratch;
  std::vector<Action> actions;
  dnnl::stream stream{engine()};
  const float* const* inputs = nullptr;
  float* const* outputs = nullptr;
  int64_t sample = 0;

  std::byte* at(const Tensor& tensor) const { return activations.get() + tensor.offset; }
};

// A step that has its kernels and weights; bound to a context it gives what is executed.
struct Compiled {
  virtual ~Compiled() = default;
  virtual Action bind(Context& context) const = 0;
  virtual size_t scratch_bytes() const { return 0; }
  virtual size_t weight_bytes() const { return 0; }
};

using CompiledStep = std::unique_ptr<Compiled>;

// A convolution whose results can be sent elsewhere than to its tensor's place.
struct CompiledConvolution : Compiled {
  virtual Action bind_to(Context& context, void* destination, std::byte* scratch) const = 0;
};

dnnl::memory::desc describe(const Tensor& tensor);

// Numbers from a pixel to the next of a tensor in 8 bits, which may lie within another.
int32_t pixel_pitch(const Graph& graph, int32_t tensor);

// Whether an activation is two lines that meet at zero (or one).
bool is_bend(Activation activation);

Graph read_graph(const inpaint_plan_graph& graph);
void check_shapes(const Graph& graph);
// Marks what is done in 8 bits. ranges: largest and smallest value of each of the caller's tensors. own: by the suite's own kernel.
void quantize(Graph& graph, const float* ranges, bool own);
// Whether a convolution of one plain picture is fast as it is.
bool takes_plain(const Graph& graph, const Step& step);
void choose_layouts(Graph& graph);
size_t plan_memory(Graph& graph);

CompiledStep compile_convolution(const Graph& graph, const Step& step);
std::unique_ptr<CompiledConvolution> compile_convolution_to(const Graph& graph, const Step& step);
CompiledStep compile_transposed(const Graph& graph, const Step& step);
// The convolution that makes a transposed one's phases, each as `wide` channels, one after another.
Step as_convolution(const Graph& graph, const Step& transposed, int32_t wide);
// Any quantized step of a graph whose 8 bits are the suite's own, and the making of its numbers.
CompiledStep compile_byte_step(const Graph& graph, const Step& step);
CompiledStep compile_byte_convolution(const Graph& graph, const Step& step);
// Whether a convolution of 8-bit numbers is faster by Winograd's kernel.
bool fits_winograd(const Graph& graph, const Step& step);
CompiledStep compile_winograd_convolution(const Graph& graph, const Step& step);
std::unique_ptr<CompiledConvolution> compile_quantized_convolution(const Graph& graph, const Step& step);
CompiledStep compile_quantized_reorder(const Graph& graph, const Step& step);
// Pooling and concatenation of 8-bit tensors.
CompiledStep compile_quantized_feature_step(const Graph& graph, const Step& step);
CompiledStep compile_reorder(const Graph& graph, const Step& step);
CompiledStep compile_activation(const Graph& graph, const Step& step);
CompiledStep compile_linear(const Graph& graph, const Step& step);
CompiledStep compile_cross_attention(const Graph& graph, const Step& step);
CompiledStep compile_feature_step(const Graph& graph, const Step& step);
CompiledStep compile_plain_step(const Graph& graph, const Step& step, size_t ordinal);

}  // namespace inpaint

struct inpaint_plan {
  inpaint::Graph graph;
  std::vector<inpaint::CompiledStep> steps;
  size_t activation_bytes = 0;
  size_t scratch_bytes = 0;
  std::mutex guard;
  std::vector<std::unique_ptr<inpaint::Context>> idle;
};
