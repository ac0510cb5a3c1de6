// Steps that are one of the suite's own kernels, and the copies between layouts.
#include <algorithm>
#include <cstring>

#include "kernels.h"
#include "primitive.h"

namespace inpaint {
namespace {

// A step without state: what is executed is made when it is bound.
class Bound : public Compiled {
 public:
  using Binder = std::function<Action(Context&)>;

  explicit Bound(Binder binder) : binder_(std::move(binder)) {}

  Action bind(Context& context) const override { return binder_(context); }

 private:
  Binder binder_;
};

CompiledStep bound(Bound::Binder binder) { return std::make_unique<Bound>(std::move(binder)); }

float* floats(Context& context, const Tensor& tensor) { return reinterpret_cast<float*>(context.at(tensor)); }

struct Planes {
  int count, lanes;
};

// The loops over features see a blocked tensor as planes of `lanes` values a pixel.
Planes planes(const Tensor& tensor) {
  return {static_cast<int>(padded(tensor.shape.channels)) / block(), block()};
}

size_t stored(const Tensor& tensor) {
  return (tensor.layout == Layout::blocked ? padded(tensor.shape.channels) : tensor.shape.channels) * tensor.pixels();
}

CompiledStep compile_pool(const Step& step, const Tensor& from, const Tensor& to, int threads) {
  const auto [count, lanes] = planes(from);
  const PoolShape shape{count, lanes, from.shape.height, from.shape.width, to.shape.height, to.shape.width,
      {step.kernel[0], step.kernel[1]}, {step.stride[0], step.stride[1]}, {step.padding[0], step.padding[1]}};
  return bound([=, &from, &to](Context& context) -> Action {
    return [=, in = floats(context, from), out = floats(context, to)] { max_pool(shape, in, out, threads); };
  });
}

CompiledStep compile_upsample(const Graph& graph, const Step& step) {
  const auto& from = graph.tensors[step.inputs[0]];
  const auto& to = graph.tensors[step.output];
  const auto* const other = step.inputs.size() == 2 ? &graph.tensors[step.inputs[1]] : nullptr;
  const auto [count, lanes] = planes(from);
  const UpsampleShape shape{count, lanes, from.shape.height, from.shape.width, step.stride[0]};
  return bound([=, &from, &to, threads = graph.threads](Context& context) -> Action {
    return [=, in = floats(context, from), out = floats(context, to), plus = other == nullptr ? nullptr : floats(context, *other)] {
      upsample_add(shape, in, plus, out, threads);
    };
  });
}

// Inputs that already lie where they are wanted are left alone.
CompiledStep compile_join(const Graph& graph, const Step& step) {
  return bound([&graph, inputs = step.inputs, output = step.output](Context& context) -> Action {
    struct Copy {
      const float* from;
      float* into;
      size_t bytes;
    };
    std::vector<Copy> copies;
    auto* into = floats(context, graph.tensors[output]);
    for (const auto input : inputs) {
      const auto& tensor = graph.tensors[input];
      const auto* const from = floats(context, tensor);
      if (from != into) copies.push_back({from, into, tensor.elements() * sizeof(float)});
      into += tensor.elements();
    }
    return [copies] {
      for (const auto& copy : copies) std::memcpy(copy.into, copy.from, copy.bytes);
    };
  });
}

}  // namespace

CompiledStep compile_reorder(const Graph& graph, const Step& step) {
  const auto& from = graph.tensors[step.inputs[0]];
  const auto& to = graph.tensors[step.output];
  const int lanes = block(), channels = from.shape.channels;
  const bool blocks = to.layout == Layout::blocked;
  return bound([=, &from, &to, pixels = from.pixels(), threads = graph.threads](Context& context) -> Action {
    return [=, in = floats(context, from), out = floats(context, to)] {
      if (blocks) to_blocked(in, out, channels, pixels, lanes, threads);
      else to_plain(in, out, channels, pixels, lanes, threads);
    };
  });
}

CompiledStep compile_feature_step(const Graph& graph, const Step& step) {
  const auto& from = graph.tensors[step.inputs[0]];
  const auto& to = graph.tensors[step.output];
  const auto threads = graph.threads;
  switch (step.kind) {
    case Kind::max_pool: return compile_pool(step, from, to, threads);
    case Kind::upsample: return compile_upsample(graph, step);
    case Kind::concat: case Kind::reshape: return compile_join(graph, step);
    case Kind::add:
      return bound([&from, &other = graph.tensors[step.inputs[1]], &to, threads](Context& context) -> Action {
        return [a = floats(context, from), b = floats(context, other), out = floats(context, to), count = stored(from), threads] { add(a, b, out, count, threads); };
      });
    case Kind::multiply:
      return bound([&from, &other = graph.tensors[step.inputs[1]], &to](Context& context) -> Action {
        return [a = floats(context, from), b = floats(context, other), out = floats(context, to), channels = from.shape.channels, pixels = from.pixels()] {
          multiply(a, b, out, channels, pixels);
        };
      });
    case Kind::affine:
      return bound([&from, &to, factor = step.alpha, offset = step.beta](Context& context) -> Action {
        return [=, in = floats(context, from), out = floats(context, to), count = from.elements()] { affine(in, factor, offset, out, count); };
      });
    case Kind::pixel_shuffle:
      return bound([&from, &to, group = step.stride[0]](Context& context) -> Action {
        return [=, in = floats(context, from), out = floats(context, to), a = from.shape, channels = to.shape.channels] {
          pixel_shuffle(in, out, channels, a.height, a.width, group, block());
        };
      });
    case Kind::pixel_unshuffle:
      return bound([&from, &to, group = step.stride[0]](Context& context) -> Action {
        return [=, in = floats(context, from), out = floats(context, to), b = to.shape, channels = from.shape.channels] {
          pixel_unshuffle(in, out, channels, b.height, b.width, group);
        };
      });
    default: throw InvalidGraph("no kernel for the step");
  }
}

// Ordinal: which of the caller's inputs or outputs it is.
CompiledStep compile_plain_step(const Graph& graph, const Step& step, size_t ordinal) {
  const auto& tensor = graph.tensors[step.output];
  const auto count = tensor.elements();
  switch (step.kind) {
    case Kind::input:
      return bound([&tensor, count, ordinal](Context& context) -> Action {
        return [&context, count, ordinal, into = floats(context, tensor)] {
          std::memcpy(into, context.inputs[ordinal] + context.sample * count, count * sizeof(float));
        };
      });
    case Kind::output:
      return bound([&tensor, count, ordinal](Context& context) -> Action {
        return [&context, count, ordinal, from = floats(context, tensor)] {
          std::memcpy(context.outputs[ordinal] + context.sample * count, from, count * sizeof(float));
        };
      });
    default:
      return bound([&tensor, values = step.weight](Context& context) -> Action {
        return [&values, into = floats(context, tensor)] { std::memcpy(into, values.data(), values.size() * sizeof(float)); };
      });
  }
}

}  // namespace inpaint
